import { describe, expect, it } from 'vitest';
import { ENGINES } from '../models.js';
import { thresholdAt, type FmrCurve } from './fmr-curve.js';
import { fmrForSearch, searchThreshold, supportedEnrolled } from './identification.js';

const CURVE: FmrCurve = {
  model: 'test',
  comparisons: 3_000_000,
  supportedFmr: 1e-5,
  points: [
    { fmr: 1e-2, threshold: 0.3 },
    { fmr: 1e-3, threshold: 0.36 },
    { fmr: 1e-4, threshold: 0.42 },
    { fmr: 1e-5, threshold: 0.48 },
  ],
};

describe('thresholdAt', () => {
  it.each([
    [1e-3, 0.36],
    [1e-4, 0.42],
    [1e-5, 0.48],
  ])('gives the measured point at %d', (fmr, threshold) => {
    expect(thresholdAt(CURVE, fmr)).toBeCloseTo(threshold, 10);
  });

  it('goes by the logarithm between two points', () => {
    expect(thresholdAt(CURVE, 10 ** -3.5)).toBeCloseTo(0.39, 10);
  });

  it('is never looser than the first point', () => {
    expect(thresholdAt(CURVE, 0.5)).toBe(0.3);
  });

  it.each([9e-6, 0, Number.NaN, -1])('has no answer for %d, where nothing was measured', (fmr) => {
    expect(thresholdAt(CURVE, fmr)).toBeUndefined();
  });
});

it('a search by live sessions is supported among ten thousand accounts at 1 %, a thousand at 0.1 %', async () => {
  const { fmrCurves } = ENGINES.sface;
  expect(supportedEnrolled(fmrCurves['template-session'], 1e-2)).toBeGreaterThanOrEqual(10_000);
  expect(supportedEnrolled(fmrCurves['template-session'], 1e-3)).toBeGreaterThanOrEqual(1000);
});

describe('a search', () => {
  it('among one person may be wrong as often as its only comparison', () => {
    expect(fmrForSearch(0.01, 1)).toBeCloseTo(0.01, 12);
    expect(fmrForSearch(0.01, 0)).toBeCloseTo(0.01, 12);
  });

  it('among a thousand shares the rate among its comparisons', () => {
    const fmr = fmrForSearch(0.01, 1000);
    expect(1 - (1 - fmr) ** 1000).toBeCloseTo(0.01, 10);
  });

  it('is supported up to the last N whose threshold was measured', () => {
    const most = supportedEnrolled(CURVE, 0.01);
    // ln(1 − 0.01) / ln(1 − 1e-5)
    expect(most).toBe(1005);
    expect(searchThreshold(CURVE, 0.01, most)).toBeCloseTo(0.48, 3);
    expect(searchThreshold(CURVE, 0.01, most + 1)).toBeUndefined();
  });

  it('grows stricter with every person', () => {
    const thresholds = [1, 10, 100, 1000].map((enrolled) => searchThreshold(CURVE, 0.01, enrolled) ?? Number.NaN);
    expect(thresholds).toEqual(thresholds.toSorted((one, other) => one - other));
    expect(thresholds[0]).toBeCloseTo(0.3, 10);
  });
});
