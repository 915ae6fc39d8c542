import { describe, expect, it } from 'vitest';
import { exactInterval } from './binomial.js';
import { ImpostorTally, type ImpostorScores } from './impostor-scores.js';
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

/** Pairs of people, the highest score first, each person with one picture. */
function scoresOf(pairs: readonly (readonly [one: number, other: number])[], persons: number): ImpostorScores {
  const tally = new ImpostorTally(pairs.length);
  for (const [k, [one, other]] of pairs.entries()) tally.add(0.9 - k / 1000, one, other);
  const pictures = new Float64Array(persons).fill(1);
  return tally.scores({ rows: pictures, columns: pictures, mirrored: true });
}

function widthOf(pairs: readonly (readonly [number, number])[]): number {
  const [low, high] = bootstrapFmr(scoresOf(pairs, 60), [0.5])[0] ?? [Number.NaN, Number.NaN];
  return high - low;
}

describe('bootstrapFmr', () => {
  it('is 1 when everything matches', () => {
    const all = scoresOf(
      [
        [0, 1],
        [0, 2],
        [1, 2],
      ],
      3,
    );
    expect(bootstrapFmr(all, [0.5])).toEqual([[1, 1]]);
  });

  it('gives an interval for each threshold, around its rate', () => {
    const persons = 100;
    const chain = Array.from({ length: persons - 1 }, (_, i) => [i, i + 1] as const);
    const all = (persons * (persons - 1)) / 2;
    const intervals = bootstrapFmr(scoresOf(chain, persons), [0.9 - 0.0195, 0.5]);
    expect(intervals).toHaveLength(2);
    for (const [index, count] of [20, 99].entries()) {
      expect(intervals[index]?.[0]).toBeLessThan(count / all);
      expect(intervals[index]?.[1]).toBeGreaterThan(count / all);
    }
  });

  it('is wider when one look-alike is behind all false matches', () => {
    const hub = Array.from({ length: 20 }, (_, i) => [0, i + 1] as const);
    const spread = Array.from({ length: 20 }, (_, i) => [2 * i, 2 * i + 1] as const);
    expect(widthOf(hub)).toBeGreaterThan(widthOf(spread));
  });

  it('is not told for a threshold that the kept scores do not reach down to', () => {
    const tally = new ImpostorTally(10, 2);
    for (let i = 0; i < 10; i++) tally.add(i / 10, i, i + 1);
    const pictures = new Float64Array(11).fill(1);
    const scores = tally.scores({ rows: pictures, columns: pictures, mirrored: true });
    expect(bootstrapFmr(scores, [0.85, 0.3])[0]).toBeDefined();
    expect(bootstrapFmr(scores, [0.85, 0.3])[1]).toBeUndefined();
  });
});
