import type { Bucket } from './buckets.js';
import { type CategoryColumn, columnOf, type Dataset } from './dataset.js';
import { type Filters, matchingRows } from './filters.js';
import { type Group, largestGroups, tallyByLabel } from './groups.js';
import { type Bin, histogram } from './histogram.js';
import { summarise, type Summary } from './statistics.js';
import type { Aggregate, Tally } from './tally.js';
import { type Trend, trend } from './trend.js';

/** What a person asks of a data set. Columns by name; null: none of that kind. */
export interface Query {
  measure: string | null;
  /** Without a measure only `count` says anything. */
  aggregate: Aggregate;
  category: string | null;
  split: string | null;
  date: string | null;
  /** null: whichever reads best. */
  bucket: Bucket | null;
  filters: Filters;
}

/** Parts of a whole; only what adds up can be shown so. */
export interface Breakdown {
  of: 'rows' | 'sum';
  slices: Group[];
}

/** The answer to a {@link Query}: small, whatever the size of the data set. */
export interface Analysis {
  matched: number;
  summary: Summary | null;
  distribution: Bin[];
  trend: Trend | null;
  comparison: Group[];
  breakdown: Breakdown | null;
}

const MOST_BARS = 12;
const MOST_SLICES = 6;

function sortedValues(rows: Uint32Array, values: Float64Array): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    present[count] = value;
    count += 1;
  }
  return present.subarray(0, count).toSorted();
}

/** A sum is a whole with parts when no part is below zero; the mean, least and most never are. */
function breakdown(tally: Tally, { labels }: CategoryColumn, aggregate: Aggregate): Breakdown {
  const ofSum = aggregate === 'sum' && labels.every((_, slot) => (tally.value(slot, 'sum') ?? 0) >= 0);
  return {
    of: ofSum ? 'sum' : 'rows',
    slices: largestGroups(tally, labels, ofSum ? 'sum' : 'count', MOST_SLICES),
  };
}

/** Every figure and every chart from the same rows, so that they cannot disagree. */
export function analyse(dataset: Dataset, query: Query): Analysis {
  const rows = matchingRows(dataset, query.date, query.filters);
  const values = columnOf(dataset, 'number', query.measure)?.values ?? null;
  const category = columnOf(dataset, 'category', query.category) ?? null;
  const split = columnOf(dataset, 'category', query.split) ?? null;
  const date = columnOf(dataset, 'date', query.date);
  const sorted = values ? sortedValues(rows, values) : new Float64Array();
  const aggregate = values ? query.aggregate : 'count';
  const tally = category ? tallyByLabel(rows, category, values) : null;
  return {
    matched: rows.length,
    summary: summarise(sorted, rows.length - sorted.length),
    distribution: histogram(sorted),
    trend: date ? trend(rows, { date, split, values, aggregate, bucket: query.bucket }) : null,
    comparison: tally && category ? largestGroups(tally, category.labels, aggregate, MOST_BARS) : [],
    breakdown: tally && category ? breakdown(tally, category, aggregate) : null,
  };
}
