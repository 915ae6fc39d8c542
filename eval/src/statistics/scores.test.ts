import { describe, expect, it } from 'vitest';
import { ScoreCounts } from './score-counts.js';
import { countMatches, detCurve, histogram, histogramOf } from './scores.js';

/** 0.000, 0.001 … 0.999 */
const thousand = new ScoreCounts();
for (let i = 0; i < 1000; i++) thousand.add(i / 1000);

it('countMatches counts what is at or above a threshold', () => {
  expect(countMatches(Float32Array.of(0.1, 0.2, 0.2, 0.5), Math.fround(0.2))).toBe(3);
  expect(countMatches(Float32Array.of(), 0)).toBe(0);
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

it('histogramOf gives the same shares from counts', () => {
  const { shares } = histogramOf(thousand, { from: 0, binWidth: 0.25, bins: 4 });
  expect(shares).toEqual([0.25, 0.25, 0.25, 0.25]);
});
