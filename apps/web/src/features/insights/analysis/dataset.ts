/** One number a row; NaN: the cell was empty. */
export interface NumberColumn {
  kind: 'number';
  name: string;
  values: Float64Array;
}

/**
 * One moment a row, ms since 1970 of the wall clock that the file shows, as if it were UTC; NaN: the cell was empty.
 * Wall clocks, because a file's "2024-03-31" is that day for readers in every time zone.
 */
export interface DateColumn {
  kind: 'date';
  name: string;
  values: Float64Array;
}

/** One of a few labels a row; an empty cell has the label ''. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** Per row, the place in `labels`. */
  codes: Uint16Array;
  /** In the order in which the file first names them. */
  labels: string[];
}

/** Words that seldom repeat; no figure is made of them, so they are not kept. */
export interface TextColumn {
  kind: 'text';
  name: string;
}

export type Column = NumberColumn | DateColumn | CategoryColumn | TextColumn;

/** A table by columns: a hundred thousand rows are a few flat arrays and no objects. */
export interface Dataset {
  rowCount: number;
  columns: Column[];
}

type ColumnOf<Kind extends Column['kind']> = Extract<Column, { kind: Kind }>;

export function columnOf<Kind extends Column['kind']>(
  { columns }: Dataset,
  kind: Kind,
  name: string | null,
): ColumnOf<Kind> | undefined {
  return columns.find((column): column is ColumnOf<Kind> => column.kind === kind && column.name === name);
}
