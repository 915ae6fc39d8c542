import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaceIndex } from './face-index.js';

/** Unit vectors on the axes, a little of the next axis in each. */
const vector = (axis: number, share = 0.1): Float32Array => {
  const components = new Float32Array(128);
  components[axis % 128] = Math.sqrt(1 - share ** 2);
  components[(axis + 1) % 128] = share;
  return components;
};

let index: FaceIndex;

beforeEach(async () => {
  index = await FaceIndex.start({ maxQueue: 2 });
});

afterEach(async () => index.close());

describe('the index in its thread', () => {
  it('finds the best owners', async () => {
    const [anna, ben, cleo] = [randomUUID(), randomUUID(), randomUUID()];
    await index.addAll([
      { owner: anna, vector: vector(3, 0.1) },
      { owner: ben, vector: vector(3, 0.4) },
      { owner: cleo, vector: vector(9) },
    ]);
    const matches = await index.search(vector(3, 0));
    expect(matches.map(({ owner }) => owner)).toEqual([anna, ben]);
    expect(matches[0]?.score).toBeCloseTo(Math.sqrt(0.99), 6);
    expect(await index.search(vector(3, 0), { top: 9 })).toHaveLength(3);
    expect(index.size).toBe(3);
  });

  it('sees each change as soon as it was awaited', async () => {
    const anna = randomUUID();
    expect(await index.search(vector(1))).toEqual([]);
    await index.add(anna, vector(1));
    expect(await index.search(vector(1))).toMatchObject([{ owner: anna }]);
    await index.add(anna, vector(50));
    expect((await index.search(vector(1)))[0]?.score).toBe(0);
    expect(index.size).toBe(1);
    expect(await index.remove(anna)).toBe(true);
    expect(await index.remove(anna)).toBe(false);
    expect(await index.search(vector(1))).toEqual([]);
    expect(index.size).toBe(0);
  });

  it('lists the owners in it, a part at a time', async () => {
    const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await index.list(0, 10)).toEqual([]);
    await index.addAll([one, two, three].map((owner, axis) => ({ owner, vector: vector(axis) })));
    expect(await index.list(0, 2)).toEqual([one, two]);
    expect(await index.list(2, 2)).toEqual([three]);
    expect(await index.list(9, 2)).toEqual([]);
    await index.remove(one);
    expect(await index.list(0, 10)).toEqual([three, two]);
    await expect(index.list(-1, 2)).rejects.toThrow(RangeError);
    await expect(index.list(0, 0.5)).rejects.toThrow(RangeError);
  });

  it('takes many at once and answers searches in between', async () => {
    const templates = Array.from({ length: 5000 }, (_, i) => ({ owner: randomUUID(), vector: vector(i) }));
    const filling = index.addAll(templates);
    const early = await index.search(vector(5));
    expect(index.size).toBeLessThan(5000);
    expect(early).toHaveLength(2);
    await filling;
    expect(index.size).toBe(5000);
    expect(index.bytes.scanned).toBeGreaterThanOrEqual(5000 * 128);
  });

  it('copies vectors and probes: they stay the caller’s', async () => {
    const buffer = new Float32Array(128 * 3);
    buffer.set(vector(7), 128);
    const view = buffer.subarray(128, 256);
    await index.add(randomUUID(), view);
    const searching = index.search(view);
    view.fill(0);
    expect((await searching)[0]?.score).toBeCloseTo(1, 6);
    expect(buffer).toHaveLength(384);
  });

  it('refuses what is no template and no id, and adds nothing of such a batch', async () => {
    const good = { owner: randomUUID(), vector: vector(1) };
    const bad = [
      { ...good, vector: new Float32Array(128) },
      { ...good, vector: vector(1).map((component) => component * 1.4) },
      { ...good, vector: vector(1).fill(Number.NaN, 0, 1) },
      { ...good, vector: new Float32Array([1]) },
      { ...good, owner: 'anna' },
      { ...good, owner: good.owner.toUpperCase() },
    ];
    for (const template of bad) await expect(index.addAll([good, template])).rejects.toThrow(RangeError);
    await expect(index.search(new Float32Array(128))).rejects.toThrow(RangeError);
    await expect(index.search(vector(1), { top: 0 })).rejects.toThrow(RangeError);
    await expect(index.remove('x')).rejects.toThrow(RangeError);
    expect(index.size).toBe(0);
  });
});

describe('searches past the queue', () => {
  it('are refused at once; one that gives up makes room', async () => {
    const controller = new AbortController();
    const working = index.search(vector(1));
    const waiting = index.search(vector(1));
    const leaving = index.search(vector(1), { signal: controller.signal });
    await expect(index.search(vector(1))).rejects.toMatchObject({ code: 'BUSY' });
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(Promise.all([working, waiting, index.search(vector(1))])).resolves.toHaveLength(3);
  });
});

describe('a thread that ends', () => {
  it('fails every call rather than finding nobody', async () => {
    await index.add(randomUUID(), vector(1));
    const searching = index.search(vector(1));
    const { worker } = index as unknown as { worker: Worker };
    await Promise.all([expect(searching).rejects.toMatchObject({ code: 'ENGINE_FAILED' }), worker.terminate()]);
    await expect(index.search(vector(1))).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await expect(index.add(randomUUID(), vector(1))).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });

  it('because the index was closed refuses searches and changes', async () => {
    await index.close();
    await expect(index.search(vector(1))).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(index.remove(randomUUID())).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });
});
