import type { Column, Dataset } from './dataset.js';
import { DAY_MS } from './filters.js';

/** What the page has to know of a column to offer it. Extents are null when every cell is empty. */
export type ColumnInfo =
  | { kind: 'number'; name: string; extent: Extent | null }
  | { kind: 'date'; name: string; extent: Extent | null; withTime: boolean }
  | { kind: 'category'; name: string; labels: string[] }
  | { kind: 'text'; name: string };

export interface Extent {
  min: number;
  max: number;
}

function extentOf(values: Float64Array): Extent | null {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : null;
}

function describeColumn(column: Column): ColumnInfo {
  const { name } = column;
  switch (column.kind) {
    case 'number':
      return { kind: 'number', name, extent: extentOf(column.values) };
    case 'date': {
      const withTime = column.values.some((at) => !Number.isNaN(at) && at % DAY_MS !== 0);
      return { kind: 'date', name, extent: extentOf(column.values), withTime };
    }
    case 'category':
      return { kind: 'category', name, labels: column.labels.toSorted((a, b) => a.localeCompare(b)) };
    case 'text':
      return { kind: 'text', name };
  }
}

export const describeColumns = ({ columns }: Dataset): ColumnInfo[] => columns.map((column) => describeColumn(column));
