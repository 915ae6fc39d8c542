import type { Filters, NumberRange } from '../analysis/filters.js';

/** One filter that is on, as it is named to be taken away again. */
export type ActiveFilter =
  | { kind: 'dates'; from: number | null; to: number | null }
  | { kind: 'labels'; column: string; labels: readonly string[] }
  | { kind: 'range'; column: string; range: NumberRange };

const without = <Value>(entries: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key));

export function withLabels(filters: Filters, column: string, labels: readonly string[]): Filters {
  const others = without(filters.labels, column);
  return { ...filters, labels: labels.length > 0 ? { ...others, [column]: labels } : others };
}

export function withRange(filters: Filters, column: string, range: NumberRange): Filters {
  const others = without(filters.ranges, column);
  const isOff = range.min === null && range.max === null;
  return { ...filters, ranges: isOff ? others : { ...others, [column]: range } };
}

export function activeFilters({ from, to, labels, ranges }: Filters): ActiveFilter[] {
  return [
    ...(from === null && to === null ? [] : [{ kind: 'dates', from, to } as const]),
    ...Object.entries(labels)
      .filter(([, wanted]) => wanted.length > 0)
      .map(([column, wanted]) => ({ kind: 'labels', column, labels: wanted }) as const),
    ...Object.entries(ranges)
      .filter(([, { min, max }]) => min !== null || max !== null)
      .map(([column, range]) => ({ kind: 'range', column, range }) as const),
  ];
}

export function withoutFilter(filters: Filters, active: ActiveFilter): Filters {
  switch (active.kind) {
    case 'dates':
      return { ...filters, from: null, to: null };
    case 'labels':
      return withLabels(filters, active.column, []);
    case 'range':
      return withRange(filters, active.column, { min: null, max: null });
  }
}
