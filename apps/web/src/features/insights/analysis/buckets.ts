import { DAY_MS } from './filters.js';

export const BUCKETS = ['hour', 'day', 'week', 'month', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

const HOUR_MS = 3_600_000;
/** 1970-01-05 was a Monday; ISO 8601 weeks begin on that day. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
/** What a line can show at the width of a page. */
const COMFORTABLE_POINTS = 120;
/** Beyond it points share pixels, and the table behind the chart is of use to nobody. */
const MOST_POINTS = 1500;

/** Places of equal length on the calendar's own scale: months and years are not equally long in ms. */
export function bucketNumber(at: number, bucket: Bucket): number {
  switch (bucket) {
    case 'hour':
      return Math.floor(at / HOUR_MS);
    case 'day':
      return Math.floor(at / DAY_MS);
    case 'week':
      return Math.floor((at - FIRST_MONDAY_MS) / (7 * DAY_MS));
    case 'month': {
      const date = new Date(at);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    case 'year':
      return new Date(at).getUTCFullYear();
  }
}

/** Ms at which the bucket of that number begins. */
export function bucketStart(number: number, bucket: Bucket): number {
  switch (bucket) {
    case 'hour':
      return number * HOUR_MS;
    case 'day':
      return number * DAY_MS;
    case 'week':
      return number * 7 * DAY_MS + FIRST_MONDAY_MS;
    case 'month':
      return Date.UTC(Math.floor(number / 12), number % 12, 1);
    case 'year':
      return Date.UTC(number, 0, 1);
  }
}

const pointsOf = (first: number, last: number, bucket: Bucket): number =>
  bucketNumber(last, bucket) - bucketNumber(first, bucket) + 1;

/**
 * The finest bucket that still reads well, or the one wished for unless it gives too many points.
 *
 * @param withTime whether the moments are more than days
 */
export function chooseBucket(first: number, last: number, withTime: boolean, wished: Bucket | null): Bucket {
  const limit = wished ? MOST_POINTS : COMFORTABLE_POINTS;
  const finest = wished ?? (withTime ? 'hour' : 'day');
  const candidates = BUCKETS.slice(BUCKETS.indexOf(finest));
  return candidates.find((bucket) => pointsOf(first, last, bucket) <= limit) ?? 'year';
}
