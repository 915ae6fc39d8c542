import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { FaceIndex } from '@facegate/face-engine';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineIndex } from './engine-index.js';

const axis = (at: number) => Float32Array.from({ length: 128 }, (_, component) => Number(component === at));
const template = (at: number) => ({ owner: randomUUID(), vector: axis(at) });

describe('EngineIndex', () => {
  let engineIndex: FaceIndex;
  let index: EngineIndex;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    engineIndex = await FaceIndex.start();
    vi.spyOn(FaceIndex, 'start').mockResolvedValueOnce(engineIndex);
    index = await EngineIndex.start();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await index.onApplicationShutdown();
  });

  /** As if it had run out of memory. */
  const endThread = () => (Reflect.get(engineIndex, 'worker') as Worker).terminate();

  it('finds, replaces and forgets accounts', async () => {
    const [one, other] = [template(0), template(1)];
    await index.add([one, other]);
    expect(await index.search(axis(1), 2)).toEqual([
      { owner: other.owner, score: 1 },
      { owner: one.owner, score: 0 },
    ]);
    expect(await index.list(0, 1)).toEqual([one.owner]);
    await index.add([{ owner: one.owner, vector: axis(2) }]);
    expect([index.size, await index.search(axis(2), 1)]).toEqual([2, [{ owner: one.owner, score: 1 }]]);
    expect([await index.remove(one.owner), await index.remove(one.owner)]).toEqual([true, false]);
    expect(await index.search(axis(1), 2)).toEqual([{ owner: other.owner, score: 1 }]);
  });

  it('goes on with a new, empty index when the thread ends, and tells', async () => {
    const lost = vi.fn<() => void>();
    index.onLoss(lost);
    await index.add([template(0)]);
    await endThread();
    const outcomes = await Promise.allSettled([index.search(axis(0), 1), index.search(axis(0), 1)]);
    expect(
      outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code),
    ).toEqual(['BUSY', 'BUSY']);
    expect(lost).toHaveBeenCalledOnce();
    expect(index.size).toBe(0);
    const again = template(0);
    await index.add([again]);
    expect(await index.search(axis(0), 1)).toMatchObject([{ owner: again.owner }]);
  });

  it('takes a change to a lost index for done: the rows fill the next one', async () => {
    const lost = vi.fn<() => void>();
    index.onLoss(lost);
    await endThread();
    await index.add([template(0)]);
    expect(lost).toHaveBeenCalledOnce();
    expect(index.size).toBe(0);
  });
});
