import { describe, expect, it } from 'vitest';
import { exactInterval } from './binomial.js';
import { bootstrapFmr, bootstrapFnmr } from './person-bootstrap.js';

describe('bootstrapFnmr', () => {
  it('has no width when all persons are alike', () => {
    const alike = Array.from({ length: 20 }, () => ({ comparisons: 4, misses: 1 }));
    expect(bootstrapFnmr(alike)).toEqual([0.25, 0.25]);
  });

  it('is near the binomial interval when every person has one comparison', () => {
    const single = Array.from({ length: 400 }, (_, i) => ({ comparisons: 1, misses: i < 40 ? 1 : 0 }));
    const [low, high] = bootstrapFnmr(single);
    const [exactLow, exactHigh] = exactInterval(40, 400);
    expect(Math.abs(low - exactLow)).toBeLessThan(0.01);
    expect(Math.abs(high - exactHigh)).toBeLessThan(0.01);
  });

  it('is wider than the binomial interval when one person has all the misses', () => {
    const clustered = Array.from({ length: 40 }, (_, i) => ({ comparisons: 10, misses: i === 0 ? 10 : 0 }));
    const [low, high] = bootstrapFnmr(clustered);
    const [exactLow, exactHigh] = exactInterval(10, 400);
    expect(low).toBeLessThan(exactLow);
    expect(high).toBeGreaterThan(exactHigh);
  });

  it('is the same every time', () => {
    const some = Array.from({ length: 30 }, (_, i) => ({ comparisons: 3, misses: i % 3 }));
    expect(bootstrapFnmr(some)).toEqual(bootstrapFnmr(some));
  });
});

describe('bootstrapFmr', () => {
  it('is 1 when everything matches', () => {
    const matches = { one: Uint32Array.from([0, 0, 1]), other: Uint32Array.from([1, 2, 2]) };
    expect(bootstrapFmr(matches, [3], [1, 1, 1])).toEqual([[1, 1]]);
  });

  it('gives an interval for each threshold, around its rate', () => {
    const persons = 100;
    const one: number[] = [];
    const other: number[] = [];
    for (let i = 0; i + 1 < persons; i++) {
      one.push(i);
      other.push(i + 1);
    }
    const matches = { one: Uint32Array.from(one), other: Uint32Array.from(other) };
    const pictures = Array<number>(persons).fill(1);
    const intervals = bootstrapFmr(matches, [20, 99], pictures);
    const all = (persons * (persons - 1)) / 2;
    expect(intervals).toHaveLength(2);
    for (const [index, count] of [20, 99].entries()) {
      expect(intervals[index]?.[0]).toBeLessThan(count / all);
      expect(intervals[index]?.[1]).toBeGreaterThan(count / all);
    }
  });

  it('is wider when one look-alike is behind all false matches', () => {
    const pictures = Array<number>(60).fill(1);
    const hub = { one: new Uint32Array(20).fill(0), other: Uint32Array.from({ length: 20 }, (_, i) => i + 1) };
    const spread = {
      one: Uint32Array.from({ length: 20 }, (_, i) => 2 * i),
      other: Uint32Array.from({ length: 20 }, (_, i) => 2 * i + 1),
    };
    const width = (matches: typeof hub): number => {
      const [[low, high] = [NaN, NaN]] = bootstrapFmr(matches, [20], pictures);
      return high - low;
    };
    expect(width(hub)).toBeGreaterThan(width(spread));
  });
});
