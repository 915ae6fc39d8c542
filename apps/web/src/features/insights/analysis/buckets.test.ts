import { describe, expect, test } from 'vitest';
import { bucketNumber, bucketStart, chooseBucket } from './buckets.js';

const at = (iso: string): number => Date.parse(iso);
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

test.each([
  ['hour', '2024-02-29T13:00'],
  ['day', '2024-02-29T00:00'],
  // A Thursday; its week began on Monday the 26th.
  ['week', '2024-02-26T00:00'],
  ['month', '2024-02-01T00:00'],
  ['year', '2024-01-01T00:00'],
] as const)('the %s of 29 February 2024, 13:45 began at %s', (bucket, start) => {
  expect(day(bucketStart(bucketNumber(at('2024-02-29T13:45:00Z'), bucket), bucket))).toBe(start);
});

test('before 1970 too', () => {
  expect(day(bucketStart(bucketNumber(at('1958-03-29T00:00:00Z'), 'month'), 'month'))).toBe('1958-03-01T00:00');
  expect(day(bucketStart(bucketNumber(at('1969-12-28T23:00:00Z'), 'week'), 'week'))).toBe('1969-12-22T00:00');
});

describe('the bucket', () => {
  test.each([
    ['2024-01-01', '2024-03-31', 'day'],
    ['2023-01-01', '2024-12-31', 'week'],
    ['2012-01-01', '2015-12-31', 'month'],
    ['1950-01-01', '2024-12-31', 'year'],
  ])('of %s to %s is a %s', (first, last, bucket) => {
    expect(chooseBucket(at(first), at(last), false, null)).toBe(bucket);
  });

  test('is an hour only where there are hours', () => {
    expect(chooseBucket(at('2024-01-01'), at('2024-01-03'), true, null)).toBe('hour');
    expect(chooseBucket(at('2024-01-01'), at('2024-01-03'), false, null)).toBe('day');
  });

  test('is the one wished for, unless that draws more points than a screen has', () => {
    expect(chooseBucket(at('2012-01-01'), at('2015-12-31'), false, 'day')).toBe('day');
    expect(chooseBucket(at('1912-01-01'), at('2015-12-31'), false, 'day')).toBe('month');
  });
});
