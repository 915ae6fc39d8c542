import { expect, test } from 'vitest';
import { histogram, niceWidth } from './histogram.js';

const sorted = (...values: number[]): Float64Array => Float64Array.from(values).toSorted();

test.each([
  [0.013, 0.02],
  [0.2, 0.2],
  [3, 5],
  [7, 10],
  [140, 200],
])('a width of %d becomes %d', (width, nice) => {
  expect(niceWidth(width)).toBeCloseTo(nice, 12);
});

test('edges are round, an edge belongs to the bin on its right, the largest value to the last', () => {
  // Quartiles 2.75 and 7.25: 2 × 4.5 / ∛10 = 4.18, so 5.
  expect(histogram(sorted(1, 2, 3, 4, 5, 5, 6, 8, 9, 10))).toEqual([
    { from: 0, to: 5, count: 4 },
    { from: 5, to: 10, count: 6 },
  ]);
});

test('every value is in one bin, also below zero and between tenths', () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => (index - 500) / 700).toSorted();
  const bins = histogram(values);
  expect(bins.reduce((total, { count }) => total + count, 0)).toBe(1000);
  for (const { from, to, count } of bins) {
    expect(values.filter((value) => value >= from && value < to)).toHaveLength(count);
    expect(String(from).length).toBeLessThan(6);
  }
});

test('values that are all the same are one bin', () => {
  expect(histogram(sorted(7, 7, 7))).toEqual([{ from: 7, to: 7, count: 3 }]);
});

test('no values, no bins', () => {
  expect(histogram(sorted())).toEqual([]);
});

test('half of the values being one does not make a million bins', () => {
  const bins = histogram(sorted(...Array.from({ length: 90 }, () => 0), 1, 2, 1000));
  expect(bins.length).toBeLessThanOrEqual(41);
});
