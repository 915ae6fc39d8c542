import { describe, expect, test } from 'vitest';
import type { ColumnInfo } from '../analysis/describe.js';
import { NO_FILTERS } from '../analysis/filters.js';
import { activeFilters, withLabels, withoutFilter, withRange } from './change-filters.js';
import { resolveQuery } from './resolve-query.js';
import { readWish, writeWish, type Wish } from './wish.js';

const wish: Wish = {
  measure: 'price, net',
  aggregate: 'max',
  category: 'fruit & veg',
  split: '',
  date: 'day',
  bucket: 'week',
  filters: {
    from: Date.parse('2024-01-01'),
    to: Date.parse('2024-02-29'),
    labels: { 'fruit & veg': ['apple', 'a=b', ''], shop: ['Köln'] },
    ranges: { 'price, net': { min: -1.5, max: null }, n: { min: 0, max: 10 } },
  },
};

const nothing = readWish(new URLSearchParams());

const columns: ColumnInfo[] = [
  { kind: 'text', name: 'note' },
  { kind: 'number', name: 'rain', extent: { min: 0, max: 1 } },
  { kind: 'category', name: 'city', labels: ['Oslo', 'Rome'] },
  { kind: 'category', name: 'weather', labels: ['fog', 'rain', 'sun'] },
  { kind: 'date', name: 'day', extent: { min: 0, max: 1 }, withTime: false },
];

describe('a wish in an address', () => {
  test('comes back as it went', () => {
    expect(readWish(new URLSearchParams(writeWish(wish).toString()))).toEqual(wish);
  });

  test('no wish, no address', () => {
    expect(writeWish(nothing).toString()).toBe('');
  });

  test('what makes no sense is not chosen', () => {
    const params = new URLSearchParams('show=eval&per=eon&from=yesterday&to=2024-13-40&min.a=NaN&max.a=');
    expect(readWish(params)).toEqual({
      ...nothing,
      filters: { ...NO_FILTERS, ranges: { a: { min: null, max: null } } },
    });
  });
});

describe('the question', () => {
  test('is chosen for a person who chose nothing', () => {
    expect(resolveQuery(nothing, columns)).toEqual({
      measure: 'rain',
      aggregate: 'mean',
      category: 'weather',
      split: 'city',
      date: 'day',
      bucket: null,
      filters: NO_FILTERS,
    });
  });

  test('leaves out columns that this data set does not have', () => {
    expect(resolveQuery(wish, columns)).toMatchObject({
      measure: 'rain',
      aggregate: 'max',
      category: 'weather',
      split: null,
      filters: { from: Date.parse('2024-01-01'), labels: {}, ranges: {} },
    });
  });

  test('counts rows where there is no number', () => {
    const query = resolveQuery(wish, [{ kind: 'category', name: 'city', labels: ['Oslo'] }]);
    expect(query).toEqual({ ...query, measure: null, aggregate: 'count', date: null, filters: NO_FILTERS });
  });
});

test('filters are listed and taken away one by one', () => {
  let filters = withRange(withLabels(NO_FILTERS, 'city', ['Oslo']), 'rain', { min: 1, max: null });
  filters = { ...filters, from: 0 };
  expect(activeFilters(filters).map(({ kind }) => kind)).toEqual(['dates', 'labels', 'range']);
  for (const active of activeFilters(filters)) filters = withoutFilter(filters, active);
  expect(filters).toEqual(NO_FILTERS);
});
