import { describe, expect, test } from 'vitest';
import { quantile, standardDeviation, sum, summarise } from './statistics.js';

const sorted = (...values: number[]): Float64Array => Float64Array.from(values).toSorted();

describe('a summary with answers worked out by hand', () => {
  test('2, 4, 4, 4, 5, 5, 7, 9', () => {
    // Squares of the distances to 5: 9+1+1+1+0+0+4+16 = 32, over n − 1 = 7.
    expect(summarise(sorted(2, 4, 4, 4, 5, 5, 7, 9), 3)).toEqual({
      count: 8,
      missing: 3,
      sum: 40,
      mean: 5,
      standardDeviation: Math.sqrt(32 / 7),
      min: 2,
      firstQuartile: 4,
      median: 4.5,
      thirdQuartile: 5.5,
      max: 9,
    });
  });

  test('of one value', () => {
    expect(summarise(sorted(3), 0)).toMatchObject({ mean: 3, median: 3, standardDeviation: null, firstQuartile: 3 });
  });

  test('of none', () => {
    expect(summarise(sorted(), 5)).toBeNull();
  });
});

describe('quantiles of type 7', () => {
  test('lie between two values', () => {
    // Place (4 − 1) × 0.25 = 0.75 between 10 and 20.
    expect(quantile(sorted(10, 20, 30, 40), 0.25)).toBe(17.5);
    expect(quantile(sorted(10, 20, 30, 40), 0.5)).toBe(25);
    expect(quantile(sorted(10, 20, 30, 40), 1)).toBe(40);
  });

  test('of an odd number of values is the middle one', () => {
    expect(quantile(sorted(5, 1, 3), 0.5)).toBe(3);
  });
});

test('a sum of tenths is exact', () => {
  expect(sum(new Float64Array(100_000).fill(0.1))).toBe(10_000);
  expect(sum(Float64Array.of(1e16, 1, -1e16))).toBe(1);
});

test('the deviation survives a large offset', () => {
  expect(standardDeviation(Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16), 1e9 + 10)).toBe(Math.sqrt(30));
});
