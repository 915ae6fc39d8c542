import { beforeEach, describe, expect, it } from 'vitest';
import { type FaceIdentity, FaceMemory } from './face-memory.js';

const UNKNOWN: FaceIdentity = { identity: 'unknown' };
const BEN: FaceIdentity = { identity: 'known', username: 'ben' };

/** A face is a number; two are of one person when they are at most 1 apart. */
const face = (at: number) => Float32Array.of(at);

describe('FaceMemory', () => {
  let memory: FaceMemory;
  let compared: number;
  let answer: FaceIdentity;
  beforeEach(() => {
    memory = new FaceMemory((one, other) => -Math.abs(one.at(0)! - other.at(0)!), -1);
    [compared, answer] = [0, BEN];
  });

  const ask = (at: number, nowMs: number) =>
    memory.of(face(at), nowMs, () => {
      compared += 1;
      return Promise.resolve(answer);
    });

  it('compares a person once, however often and in whatever view like the first they are seen', async () => {
    for (let frame = 0; frame < 300; frame += 1) expect(await ask((frame % 3) * 0.4, frame * 200)).toBe(BEN);
    expect(compared).toBe(1);
  });

  it('compares a view that is unlike those before, and knows both from then on', async () => {
    for (const at of [0, 5, 0, 5]) await ask(at, 0);
    expect(compared).toBe(2);
  });

  it('answers with what was decided about the most alike one', async () => {
    await ask(0, 0);
    answer = UNKNOWN;
    await ask(1.5, 0);
    expect([await ask(0.7, 10), await ask(0.8, 10)]).toEqual([BEN, UNKNOWN]);
  });

  it('compares again after two minutes', async () => {
    await ask(0, 0);
    answer = UNKNOWN;
    expect(await ask(0, 119_999)).toBe(BEN);
    expect(await ask(0, 120_000)).toBe(UNKNOWN);
    expect(compared).toBe(2);
  });

  it('looks at somebody unknown again after 1, 2, 4 … seconds', async () => {
    answer = UNKNOWN;
    const times: number[] = [];
    for (let nowMs = 0; nowMs < 40_000; nowMs += 100) {
      const before = compared;
      await ask(0, nowMs);
      if (compared > before) times.push(nowMs);
    }
    expect(times).toEqual([0, 1000, 3000, 7000, 15_000, 31_000]);
  });

  it('looks again soon when somebody who was known is not any more: it may have been a bad frame', async () => {
    await ask(0, 0);
    answer = UNKNOWN;
    await ask(0, 120_000);
    answer = BEN;
    expect(await ask(0, 121_000)).toBe(BEN);
  });

  it('keeps nothing when it cannot be decided', async () => {
    const failing = memory.of(face(0), 0, () => Promise.reject(new Error('BUSY')));
    await expect(failing).rejects.toThrow('BUSY');
    expect(await ask(0, 1)).toBe(BEN);
  });

  it('forgets the oldest of many faces', async () => {
    for (let person = 0; person < 65; person += 1) await ask(person * 10, 0);
    await ask(0, 0);
    expect(compared).toBe(66);
  });
});
