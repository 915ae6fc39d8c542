import { describe, expect, it } from 'vitest';
import { fitTail, tailQuantile, type ExcessSums } from './pareto-tail.js';
import { seededRandom } from './random.js';

/** Sums over excesses drawn by the inverse of their distribution. */
function sumsOf(inverse: (u: number) => number, count = 40_000): ExcessSums {
  const random = seededRandom(9);
  const sums = { weight: 0, excess: 0, squared: 0 };
  for (let i = 0; i < count; i++) {
    const excess = inverse(random());
    sums.weight++;
    sums.excess += excess;
    sums.squared += excess * excess;
  }
  return sums;
}

describe('a tail', () => {
  it('that is exponential is found, and its quantiles fall in even steps', () => {
    const tail = fitTail(
      0.4,
      1e-3,
      sumsOf((u) => -0.02 * Math.log(1 - u)),
    )!;
    expect(tail.scale).toBeCloseTo(0.02, 3);
    expect(tail.shape).toBeLessThan(0.02);
    const exact = { ...tail, scale: 0.02, shape: 0 };
    expect(tailQuantile(exact, 1e-3)).toBeCloseTo(0.4, 10);
    expect(tailQuantile(exact, 1e-4)).toBeCloseTo(0.4 + 0.02 * Math.log(10), 10);
    expect(tailQuantile(exact, 1e-5)).toBeCloseTo(0.4 + 0.04 * Math.log(10), 10);
  });

  it('that is heavier keeps its shape', () => {
    const shape = 0.2;
    const { scale, shape: found } = fitTail(
      0.4,
      1e-3,
      sumsOf((u) => (0.02 / shape) * ((1 - u) ** -shape - 1)),
    )!;
    expect(found).toBeGreaterThan(0.15);
    expect(found).toBeLessThan(0.25);
    expect(scale).toBeCloseTo(0.02, 2);
  });

  it('that has an end is taken for an exponential one of the same mean', () => {
    const tail = fitTail(
      0.4,
      1e-3,
      sumsOf((u) => 0.1 * u),
    )!;
    expect(tail.shape).toBe(0);
    expect(tail.scale).toBeCloseTo(0.05, 3);
  });

  it('with nothing in it is none', () => {
    expect(fitTail(0.4, 1e-3, { weight: 0, excess: 0, squared: 0 })).toBeUndefined();
  });
});
