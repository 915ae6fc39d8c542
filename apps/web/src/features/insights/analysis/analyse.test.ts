import { describe, expect, test } from 'vitest';
import { analyse, type Query } from './analyse.js';
import type { Dataset } from './dataset.js';
import { NO_FILTERS } from './filters.js';

/** Six sales in two months; one has no price, one no date. */
const sales: Dataset = {
  rowCount: 6,
  columns: [
    {
      kind: 'date',
      name: 'day',
      values: Float64Array.of(
        Date.parse('2024-01-05'),
        Date.parse('2024-01-20T10:30:00Z'),
        Date.parse('2024-02-01'),
        Date.parse('2024-04-02'),
        Date.parse('2024-04-03'),
        Number.NaN,
      ),
    },
    { kind: 'category', name: 'fruit', codes: Uint16Array.of(0, 1, 0, 2, 1, 0), labels: ['apple', 'pear', ''] },
    { kind: 'number', name: 'price', values: Float64Array.of(10, 4, 20, 6, Number.NaN, 30) },
  ],
};

const query: Query = {
  measure: 'price',
  aggregate: 'sum',
  category: 'fruit',
  split: null,
  date: 'day',
  bucket: 'month',
  filters: NO_FILTERS,
};

const values = (wish: Partial<Query>) =>
  analyse(sales, { ...query, ...wish }).comparison.map(({ subject, value }) => [
    subject.kind === 'label' ? subject.label : subject.kind,
    value,
  ]);

describe('comparison', () => {
  test.each([
    [
      'sum',
      [
        ['apple', 60],
        ['', 6],
        ['pear', 4],
      ],
    ],
    [
      'mean',
      [
        ['apple', 20],
        ['', 6],
        ['pear', 4],
      ],
    ],
    [
      'count',
      [
        ['apple', 3],
        ['pear', 2],
        ['', 1],
      ],
    ],
    [
      'min',
      [
        ['apple', 10],
        ['', 6],
        ['pear', 4],
      ],
    ],
    [
      'max',
      [
        ['apple', 30],
        ['', 6],
        ['pear', 4],
      ],
    ],
  ] as const)('by %s, largest first', (aggregate, expected) => {
    expect(values({ aggregate })).toEqual(expected);
  });

  test('a label without numbers has a count and no mean', () => {
    const filters = { ...NO_FILTERS, from: Date.parse('2024-04-03') };
    expect(values({ aggregate: 'mean', filters })).toEqual([['pear', null]]);
    expect(values({ aggregate: 'count', filters })).toEqual([['pear', 1]]);
  });

  test('beyond twelve bars the smallest are one', () => {
    const rowCount = 15;
    const many: Dataset = {
      rowCount,
      columns: [
        {
          kind: 'category',
          name: 'c',
          codes: Uint16Array.from({ length: rowCount }, (_, row) => row),
          labels: Array.from({ length: rowCount }, (_, row) => `label ${row}`),
        },
        { kind: 'number', name: 'n', values: Float64Array.from({ length: rowCount }, (_, row) => row) },
      ],
    };
    const { comparison } = analyse(many, { ...query, measure: 'n', category: 'c', date: null });
    expect(comparison).toHaveLength(12);
    expect(comparison[0]).toEqual({ subject: { kind: 'label', label: 'label 14' }, rows: 1, value: 14 });
    expect(comparison.at(-1)).toEqual({ subject: { kind: 'others', count: 4 }, rows: 4, value: 0 + 1 + 2 + 3 });
  });
});

describe('trend', () => {
  test('has every month between the first and the last, empty ones too', () => {
    const { trend } = analyse(sales, query);
    expect(trend?.starts.map((start) => new Date(start).toISOString().slice(0, 7))).toEqual([
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-04',
    ]);
    expect(trend?.lines).toEqual([{ subject: { kind: 'all' }, values: [14, 20, 0, 6] }]);
  });

  test('an empty month has a sum and no mean', () => {
    expect(analyse(sales, { ...query, aggregate: 'mean' }).trend?.lines[0]?.values).toEqual([7, 20, null, 6]);
  });

  test('has a line for each label, the most frequent first', () => {
    expect(analyse(sales, { ...query, split: 'fruit' }).trend?.lines).toEqual([
      { subject: { kind: 'label', label: 'apple' }, values: [10, 20, 0, 0] },
      { subject: { kind: 'label', label: 'pear' }, values: [4, 0, 0, 0] },
      { subject: { kind: 'label', label: '' }, values: [0, 0, 0, 6] },
    ]);
  });
});

describe('breakdown', () => {
  test('is of the sum when sums are compared', () => {
    const { breakdown } = analyse(sales, query);
    expect(breakdown?.of).toBe('sum');
    expect(breakdown?.slices.map(({ value }) => value)).toEqual([60, 6, 4]);
  });

  test('is of the rows when what is compared does not add up', () => {
    const { breakdown } = analyse(sales, { ...query, aggregate: 'mean' });
    expect(breakdown?.of).toBe('rows');
    expect(breakdown?.slices.map(({ value }) => value)).toEqual([3, 2, 1]);
  });
});

describe('filters', () => {
  test('the last day counts to its end', () => {
    const filters = { ...NO_FILTERS, from: Date.parse('2024-01-05'), to: Date.parse('2024-01-20') };
    expect(analyse(sales, { ...query, filters }).matched).toBe(2);
  });

  test('a range of dates, labels and numbers together', () => {
    const filters = {
      from: Date.parse('2024-01-01'),
      to: Date.parse('2024-12-31'),
      labels: { fruit: ['apple', ''] },
      ranges: { price: { min: 6, max: 10 } },
    };
    const { matched, summary, comparison, distribution, trend } = analyse(sales, { ...query, filters });
    expect(matched).toBe(2);
    expect(summary).toMatchObject({ sum: 16, mean: 8, median: 8, count: 2, missing: 0 });
    expect(comparison.map(({ value }) => value)).toEqual([10, 6]);
    expect(distribution.reduce((total, { count }) => total + count, 0)).toBe(2);
    expect(trend?.lines[0]?.values).toEqual([10, 0, 0, 6]);
  });

  test('nothing matches', () => {
    const filters = { ...NO_FILTERS, ranges: { price: { min: 1000, max: null } } };
    expect(analyse(sales, { ...query, filters })).toEqual({
      matched: 0,
      summary: null,
      distribution: [],
      trend: null,
      comparison: [],
      breakdown: { of: 'sum', slices: [] },
    });
  });

  test('a column that is not there is no filter', () => {
    const filters = { ...NO_FILTERS, labels: { gone: ['x'] }, ranges: { gone: { min: 1, max: 2 } } };
    expect(analyse(sales, { ...query, filters }).matched).toBe(6);
  });
});
