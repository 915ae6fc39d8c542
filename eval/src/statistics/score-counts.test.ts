import { describe, expect, it } from 'vitest';
import { ScoreCounts } from './score-counts.js';

const counted = (scores: readonly number[]): ScoreCounts => {
  const counts = new ScoreCounts();
  for (const score of scores) counts.add(score);
  return counts;
};
/** 0.000, 0.001 … 0.999 */
const thousand = counted(Array.from({ length: 1000 }, (_, i) => i / 1000));

describe('ScoreCounts', () => {
  it.each([
    { fmr: 0.1, matches: 100 },
    { fmr: 0.01, matches: 10 },
    { fmr: 0.001, matches: 1 },
    { fmr: 0.0001, matches: 0 },
  ])('lets $matches of a thousand match at FMR $fmr', ({ fmr, matches }) => {
    const threshold = thousand.thresholdAt(fmr);
    expect(thousand.atLeast(threshold)).toBe(matches);
    expect(thousand.atLeast(threshold - 2e-4)).toBeGreaterThanOrEqual(matches);
  });

  it('gives the least threshold: a step lower lets more match', () => {
    expect(thousand.thresholdAt(0.01)).toBeCloseTo(0.9891, 4);
    expect(thousand.atLeast(0.989)).toBe(11);
  });

  it('never lets more match than asked where scores are equal', () => {
    const equal = counted([0.1, 0.5, 0.5, 0.5]);
    expect(equal.atLeast(equal.thresholdAt(0.5))).toBe(0);
  });

  it('lets all match at FMR 1', () => {
    expect(thousand.atLeast(thousand.thresholdAt(1))).toBe(1000);
  });

  it('works on negative scores', () => {
    expect(counted([-0.9, -0.7, -0.5, -0.3]).thresholdAt(0.25)).toBeCloseTo(-0.4999, 4);
  });

  it('counts a score with its weight', () => {
    const counts = new ScoreCounts();
    counts.add(0.2, 0.25);
    counts.add(0.4, 0.75);
    expect([counts.total, counts.weight, counts.atLeast(0.3), counts.shareAtLeast(0.1)]).toEqual([2, 1, 0.75, 1]);
  });

  it('knows the ends, and refuses to tell the least of nothing', () => {
    expect(thousand.least).toBe(0);
    expect(thousand.highest).toBe(0.999);
    expect(() => new ScoreCounts().least).toThrow(RangeError);
    expect(() => new ScoreCounts().thresholdAt(0.1)).toThrow(RangeError);
  });

  it('sums steps into wider bins, outer ones into the ends', () => {
    expect([...counted([-1, 0.1, 0.6, 1]).inBins(0, 0.5, 2)]).toEqual([2, 2]);
  });
});
