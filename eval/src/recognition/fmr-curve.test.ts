import { describe, expect, it } from 'vitest';
import { seededRandom } from '../statistics/random.js';
import { compareAll } from './compare-all.js';
import { fmrCurve } from './fmr-curve.js';
import type { Subject } from './subjects.js';

const info = { model: 'test', metric: 'cosine' } as const;

function strangers(count: number): Subject[] {
  const random = seededRandom(3);
  return Array.from({ length: count }, (_, person) => ({
    person,
    inData: true,
    vector: Float32Array.from({ length: 8 }, () => random() - 0.5),
    failure: undefined,
    gate: undefined,
  }));
}

function curveOf(count: number): ReturnType<typeof fmrCurve> {
  const subjects = strangers(count);
  return fmrCurve({ engine: 'face-api', info }, subjects, compareAll(subjects, 'cosine'));
}

describe('fmrCurve', () => {
  // 200 people make 19,900 comparisons: 30 false matches are FMR 1.5e-3.
  const curve = curveOf(200);
  const points = curve?.points ?? [];
  const comparisons = curve?.comparisons ?? 0;

  it('ends where 30 false matches end', () => {
    expect(comparisons).toBe(19_900);
    expect(curve?.supportedFmr).toBe(2e-3);
    expect(points.map(({ fmr }) => fmr)).toEqual([0.1, 0.05, 0.02, 0.01, 0.005, 0.002]);
    expect(points.at(-1)?.falseMatches).toBeGreaterThanOrEqual(30);
  });

  it('has thresholds that rise and bounds above what was seen', () => {
    for (const [index, point] of points.entries()) {
      expect(point.threshold).toBeGreaterThan(points[index - 1]?.threshold ?? -1);
      expect(point.falseMatches / comparisons).toBeLessThanOrEqual(point.fmr);
      expect(point.upper95).toBeGreaterThan(point.falseMatches / comparisons);
    }
  });

  it('gives the rule of three where nobody matches', () => {
    expect(curve?.ruleOfThree.fmr).toBeCloseTo(3 / 19_900, 6);
    expect(curve?.ruleOfThree.threshold).toBeGreaterThan(points.at(-1)?.threshold ?? 1);
  });

  it('is undefined where no rate has 30', () => {
    expect(curveOf(10)).toBeUndefined();
  });
});
