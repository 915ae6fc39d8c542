import { describe, expect, it } from 'vitest';
import { countMatches, detCurve, histogram, thresholdAtFmr } from './scores.js';

/** 0.000, 0.001 … 0.999 */
const thousand = Float32Array.from({ length: 1000 }, (_, i) => i / 1000);

describe('thresholdAtFmr', () => {
  it.each([
    { fmr: 0.1, matches: 100 },
    { fmr: 0.01, matches: 10 },
    { fmr: 0.001, matches: 1 },
    { fmr: 0.0001, matches: 0 },
  ])('lets $matches of a thousand match at FMR $fmr', ({ fmr, matches }) => {
    const threshold = thresholdAtFmr(thousand, fmr);
    expect(countMatches(thousand, threshold)).toBe(matches);
    expect(countMatches(thousand, threshold - 2e-4)).toBeGreaterThanOrEqual(matches);
  });

  it('is the least one: a step lower lets more match', () => {
    expect(thresholdAtFmr(thousand, 0.01)).toBeCloseTo(0.9891, 4);
    expect(countMatches(thousand, 0.989)).toBe(11);
  });

  it('never lets more match than asked where scores are equal', () => {
    const equal = Float32Array.from([0.1, 0.5, 0.5, 0.5]);
    expect(countMatches(equal, thresholdAtFmr(equal, 0.5))).toBe(0);
  });

  it('lets all match at FMR 1', () => {
    expect(countMatches(thousand, thresholdAtFmr(thousand, 1))).toBeGreaterThanOrEqual(999);
  });

  it('works on negative scores', () => {
    const negative = Float32Array.from([-0.9, -0.7, -0.5, -0.3]);
    expect(thresholdAtFmr(negative, 0.25)).toBeCloseTo(-0.4999, 4);
  });
});

describe('detCurve', () => {
  it('falls in FMR and rises in FNMR from one point to the next', () => {
    const genuine = Float32Array.from({ length: 100 }, (_, i) => 0.5 + i / 100);
    const points = detCurve(genuine, thousand);
    expect(points.length).toBeGreaterThan(20);
    for (const [index, point] of points.entries()) {
      const before = points[index - 1];
      if (!before) continue;
      expect(point.fmr).toBeLessThan(before.fmr);
      expect(point.fnmr).toBeGreaterThanOrEqual(before.fnmr);
    }
    expect(points.at(-1)?.fmr).toBeCloseTo(0.001, 10);
    expect(points.at(-1)?.fnmr).toBeCloseTo(0.5, 1);
  });

  it('counts a failure as a miss at every threshold', () => {
    const half = Float32Array.from([-Infinity, 2]);
    expect(detCurve(half, thousand).map(({ fnmr }) => fnmr)).toSatisfy((all: number[]) => all.every((v) => v === 0.5));
  });
});

describe('histogram', () => {
  it('gives shares, keeps outliers in the outermost bins and leaves failures out', () => {
    const scores = Float32Array.from([-5, 0.1, 0.6, 9, -Infinity]);
    const { shares } = histogram(scores, { from: 0, binWidth: 0.5, bins: 2 });
    expect(shares).toEqual([0.4, 0.4]);
  });
});
