import { columnOf, type Dataset } from './dataset.js';

export interface NumberRange {
  /** Inclusive. */
  min: number | null;
  /** Inclusive. */
  max: number | null;
}

/** Which rows count: those that pass every filter. */
export interface Filters {
  /** First day, ms of its midnight. */
  from: number | null;
  /** Last day, ms of its midnight; the whole day counts. */
  to: number | null;
  /** Per category column, the labels that count; no entry: all of them. */
  labels: Readonly<Record<string, readonly string[]>>;
  ranges: Readonly<Record<string, NumberRange>>;
}

export const NO_FILTERS: Filters = { from: null, to: null, labels: {}, ranges: {} };

export const DAY_MS = 86_400_000;

type Test = (row: number) => boolean;

function dateTest(dataset: Dataset, date: string | null, { from, to }: Filters): Test | null {
  const column = columnOf(dataset, 'date', date);
  if (!column || (from === null && to === null)) return null;
  const { values } = column;
  const first = from ?? -Infinity;
  const end = to === null ? Infinity : to + DAY_MS;
  return (row) => {
    const at = values[row] ?? Number.NaN;
    return at >= first && at < end;
  };
}

function labelTests(dataset: Dataset, { labels }: Filters): Test[] {
  return Object.entries(labels).flatMap(([name, wanted]) => {
    const column = columnOf(dataset, 'category', name);
    if (!column || wanted.length === 0) return [];
    const passes = Uint8Array.from(column.labels, (label) => (wanted.includes(label) ? 1 : 0));
    return [(row: number) => passes[column.codes[row] ?? 0] === 1];
  });
}

function rangeTests(dataset: Dataset, { ranges }: Filters): Test[] {
  return Object.entries(ranges).flatMap(([name, { min, max }]) => {
    const column = columnOf(dataset, 'number', name);
    if (!column) return [];
    const low = min ?? -Infinity;
    const high = max ?? Infinity;
    return [
      (row: number) => {
        const value = column.values[row] ?? Number.NaN;
        return value >= low && value <= high;
      },
    ];
  });
}

/**
 * The rows that pass, ascending.
 *
 * @param date the column that `from` and `to` are about
 */
export function matchingRows(dataset: Dataset, date: string | null, filters: Filters): Uint32Array {
  const onDate = dateTest(dataset, date, filters);
  const tests = [...(onDate ? [onDate] : []), ...labelTests(dataset, filters), ...rangeTests(dataset, filters)];
  const rows = new Uint32Array(dataset.rowCount);
  let count = 0;
  for (let row = 0; row < dataset.rowCount; row += 1) {
    if (tests.every((passes) => passes(row))) {
      rows[count] = row;
      count += 1;
    }
  }
  return rows.subarray(0, count);
}
