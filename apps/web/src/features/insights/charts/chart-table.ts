import Papa from 'papaparse';

type Cell = string | number | null;

/** The figures behind a chart: what a screen reader reads, and what the download holds. */
export interface ChartTable {
  columns: string[];
  /** As people read them. */
  rows: string[][];
  /** As programs read them: ISO dates, numbers with a point. */
  data: Cell[][];
}

/** Cells that a spreadsheet would take for formulas are disarmed: labels come from files of strangers. */
export const csvOf = ({ columns, data }: ChartTable): string =>
  Papa.unparse({ fields: columns, data }, { escapeFormulae: true });
