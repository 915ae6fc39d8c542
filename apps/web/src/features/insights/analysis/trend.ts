import { type Bucket, bucketNumber, bucketStart, chooseBucket } from './buckets.js';
import type { CategoryColumn, DateColumn } from './dataset.js';
import { DAY_MS } from './filters.js';
import { assignLines, type Subject, tallyByLabel } from './groups.js';
import { type Aggregate, Tally } from './tally.js';

/** Lines that one can still tell apart. */
const MOST_LINES = 6;

export interface Trend {
  bucket: Bucket;
  /** Ms at which each bucket begins, every bucket between the first and the last row. */
  starts: number[];
  /** `values` beside `starts`; null where the bucket has no row to take a mean, least or most of. */
  lines: { subject: Subject; values: (number | null)[] }[];
}

interface TrendWish {
  date: DateColumn;
  /** One line for each of its labels; null: one line of all rows. */
  split: CategoryColumn | null;
  /** Per row of the data set; null: only rows are counted. */
  values: Float64Array | null;
  aggregate: Aggregate;
  bucket: Bucket | null;
}

function extent(rows: Uint32Array, { values }: DateColumn): { first: number; last: number; withTime: boolean } | null {
  let first = Infinity;
  let last = -Infinity;
  let withTime = false;
  for (const row of rows) {
    const at = values[row] ?? Number.NaN;
    if (at < first) first = at;
    if (at > last) last = at;
    withTime ||= at % DAY_MS !== 0 && !Number.isNaN(at);
  }
  return first <= last ? { first, last, withTime } : null;
}

/** @returns null when no row has a date */
export function trend(rows: Uint32Array, { date, split, values, aggregate, bucket: wished }: TrendWish): Trend | null {
  const span = extent(rows, date);
  if (!span) return null;
  const bucket = chooseBucket(span.first, span.last, span.withTime, wished);
  const firstNumber = bucketNumber(span.first, bucket);
  const length = bucketNumber(span.last, bucket) - firstNumber + 1;
  const { lineOf, lines } = split
    ? assignLines(tallyByLabel(rows, split, null), split.labels, MOST_LINES)
    : { lineOf: null, lines: [{ kind: 'all' } satisfies Subject] };
  const tally = new Tally(length * lines.length);
  for (const row of rows) {
    const at = date.values[row] ?? Number.NaN;
    if (Number.isNaN(at)) continue;
    const line = lineOf?.[split?.codes[row] ?? 0] ?? 0;
    tally.add(line * length + bucketNumber(at, bucket) - firstNumber, values?.[row] ?? Number.NaN);
  }
  return {
    bucket,
    starts: Array.from({ length }, (_, index) => bucketStart(firstNumber + index, bucket)),
    lines: lines.map((subject, line) => ({
      subject,
      values: Array.from({ length }, (_, index) => tally.value(line * length + index, aggregate)),
    })),
  };
}
