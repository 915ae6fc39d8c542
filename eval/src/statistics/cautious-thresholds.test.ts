import { describe, expect, it } from 'vitest';
import { cautiousThresholds } from './cautious-thresholds.js';
import { ImpostorTally, type ImpostorScores } from './impostor-scores.js';
import { halfSplit } from './half-split.js';
import { seededRandom } from './random.js';

/** Everybody with everybody once; scores fall off exponentially, 0.05 for each factor e. `hub`: one person is like all others. */
function exponential(persons: number, { hub = 0, kept = 1_000_000 } = {}): ImpostorScores {
  const random = seededRandom(persons);
  const tally = new ImpostorTally((persons * (persons - 1)) / 2, kept);
  for (let one = 0; one < persons; one++) {
    for (let other = one + 1; other < persons; other++) {
      tally.add(Math.min(-0.05 * Math.log(1 - random()) + (one === 0 ? hub : 0), 0.99), one, other);
    }
  }
  const pictures = new Float64Array(persons).fill(1);
  return tally.scores({ rows: pictures, columns: pictures, mirrored: true });
}

const FEW = { replicates: 200, seed: 1 };

function widthOf(scores: ImpostorScores): number {
  const [point] = cautiousThresholds(scores, [1e-2], FEW);
  return point ? point.upper95 - point.middle : Number.NaN;
}

describe('cautiousThresholds', () => {
  // 44,850 pairs: 30 of them are a rate of 6.7e-4.
  const points = cautiousThresholds(exponential(300), [1e-2, 1e-3, 1e-4, 1e-5, 1e-6], FEW);

  it('are counted while 30 false matches speak for them, and carried on by the tail from there', () => {
    expect(points.map(({ basis }) => basis)).toEqual([
      'counted',
      'counted',
      'extrapolated',
      'extrapolated',
      'extrapolated',
    ]);
    expect(points[1]?.falseMatches).toBeCloseTo(44.85, 6);
  });

  it('lie where the distribution has them, and the bound above', () => {
    for (const { fmr, middle, upper95 } of points) {
      const exact = -0.05 * Math.log(fmr);
      expect(Math.abs(middle - exact)).toBeLessThan(0.02 + 0.02 * -Math.log10(fmr));
      expect(upper95).toBeGreaterThanOrEqual(middle);
      expect(upper95).toBeGreaterThan(exact);
    }
    const bounds = points.map(({ upper95 }) => upper95);
    expect(bounds).toEqual(bounds.toSorted((one, other) => one - other));
  });

  it('are never below what was seen', () => {
    const seen = cautiousThresholds(exponential(60, { hub: 0.5 }), [1e-2, 1e-4], FEW);
    expect(seen[1]?.middle).toBeGreaterThanOrEqual(exponential(60, { hub: 0.5 }).counts.thresholdAt(1e-4));
  });

  it('are further out where one person is behind the false matches', () => {
    expect(widthOf(exponential(80, { hub: 0.2 }))).toBeGreaterThan(widthOf(exponential(80)));
  });

  it('are left out where the kept scores do not reach down to them', () => {
    const rates = cautiousThresholds(exponential(300, { kept: 200 }), [1e-2, 1e-3], FEW).map(({ fmr }) => fmr);
    expect(rates).toEqual([1e-3]);
  });
});

it('thresholds from half of the people keep to their rates among the others', () => {
  const points = halfSplit(exponential(220), [1e-2, 1e-3, 1e-6]);
  expect(points.map(({ fmr }) => fmr)).toEqual([1e-2, 1e-3]);
  for (const { fmr, meanRate, shareAbove, splits } of points) {
    expect(splits).toBe(20);
    expect(meanRate).toBeLessThan(fmr);
    expect(shareAbove).toBeLessThanOrEqual(0.2);
  }
});
