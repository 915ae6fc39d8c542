import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { FaceIndex } from '@facegate/face-engine';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineIndex } from './engine-index.js';

const axis = (at: number) => Float32Array.from({ length: 128 }, (_, component) => Number(component === at));
const face = (at: number) => ({ owner: randomUUID(), faceId: randomUUID(), vector: axis(at) });

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

  it('finds, replaces and forgets faces', async () => {
    const [one, other] = [face(0), face(1)];
    await index.add([one, other]);
    expect(index.size).toBe(2);
    expect(await index.search(axis(1), 2)).toEqual([
      { owner: other.owner, faceId: other.faceId, score: 1 },
      { owner: one.owner, faceId: one.faceId, score: 0 },
    ]);
    expect(await index.list(0, 1)).toEqual([{ owner: one.owner, faceId: one.faceId }]);
    await index.remove(other.faceId);
    await index.removeOwner(one.owner);
    expect(await index.search(axis(1), 2)).toEqual([]);
  });

  it('goes on with a new, empty index when the thread ends, and tells', async () => {
    const lost = vi.fn<() => void>();
    index.onLoss(lost);
    await index.add([face(0)]);
    await endThread();
    const outcomes = await Promise.allSettled([index.search(axis(0), 1), index.search(axis(0), 1)]);
    expect(
      outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as { code: string }).code),
    ).toEqual(['BUSY', 'BUSY']);
    expect(lost).toHaveBeenCalledOnce();
    expect(index.size).toBe(0);
    const again = face(0);
    await index.add([again]);
    expect(await index.search(axis(0), 1)).toMatchObject([{ owner: again.owner }]);
  });

  it('takes a change to a lost index for done: the rows fill the next one', async () => {
    const lost = vi.fn<() => void>();
    index.onLoss(lost);
    await endThread();
    await index.add([face(0)]);
    expect(lost).toHaveBeenCalledOnce();
    expect(index.size).toBe(0);
  });
});
