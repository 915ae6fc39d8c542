import type { Query } from '../analysis/analyse.js';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Filters } from '../analysis/filters.js';
import type { Wish } from './wish.js';

type Named<Kind extends ColumnInfo['kind']> = Extract<ColumnInfo, { kind: Kind }>;

export const columnsOf = <Kind extends ColumnInfo['kind']>(columns: readonly ColumnInfo[], kind: Kind): Named<Kind>[] =>
  columns.filter((column): column is Named<Kind> => column.kind === kind);

/** As many bars as one still likes to read. */
const GOOD_BARS = 12;
const GOOD_LINES = 6;

const hasBetween = ({ labels }: Named<'category'>, least: number, most: number): boolean =>
  labels.length >= least && labels.length <= most;

function defaultCategory(categories: readonly Named<'category'>[]): string | null {
  const good = categories.filter((column) => hasBetween(column, 2, GOOD_BARS));
  const best = good.toSorted((a, b) => b.labels.length - a.labels.length)[0];
  return (best ?? categories[0])?.name ?? null;
}

const defaultSplit = (categories: readonly Named<'category'>[], category: string | null): string | null =>
  categories.find((column) => column.name !== category && hasBetween(column, 2, GOOD_LINES))?.name ?? null;

/** Filters on columns that this data set has; others would hide rows for no reason that one can see. */
function knownFilters({ from, to, labels, ranges }: Filters, columns: readonly ColumnInfo[]): Filters {
  const dates = columnsOf(columns, 'date');
  const known = <Value>(entries: Readonly<Record<string, Value>>, kind: 'category' | 'number') =>
    Object.fromEntries(
      Object.entries(entries).filter(([name]) => columnsOf(columns, kind).some((c) => c.name === name)),
    );
  return {
    from: dates.length > 0 ? from : null,
    to: dates.length > 0 ? to : null,
    labels: known(labels, 'category'),
    ranges: known(ranges, 'number'),
  };
}

const there = (list: readonly ColumnInfo[], name: string | null): string | null =>
  list.find((column) => column.name === name)?.name ?? null;

/** The question that a wish asks of these columns; what was not chosen, or is not there, is chosen for the person. */
export function resolveQuery(wish: Wish, columns: readonly ColumnInfo[]): Query {
  const numbers = columnsOf(columns, 'number');
  const categories = columnsOf(columns, 'category');
  const dates = columnsOf(columns, 'date');
  const measure = there(numbers, wish.measure) ?? numbers[0]?.name ?? null;
  const category = there(categories, wish.category) ?? defaultCategory(categories);
  const split = wish.split === '' ? null : (there(categories, wish.split) ?? defaultSplit(categories, category));
  return {
    measure,
    aggregate: measure ? (wish.aggregate ?? 'mean') : 'count',
    category,
    split,
    date: there(dates, wish.date) ?? dates[0]?.name ?? null,
    bucket: wish.bucket,
    filters: knownFilters(wish.filters, columns),
  };
}
