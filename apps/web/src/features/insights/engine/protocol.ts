import type { Analysis, Query } from '../analysis/analyse.js';
import type { ColumnInfo } from '../analysis/describe.js';
import type { Refusal } from '../csv/csv-refusal.js';
import type { CsvFault } from '../csv/open-csv.js';

export type ToWorker =
  { type: 'open'; file: Blob; monthFirst: boolean } | { type: 'analyse'; id: number; query: Query };

/** What is known of a data set once it is open. */
export interface Opened {
  rowCount: number;
  columns: ColumnInfo[];
  /** Rows left out for a fault. */
  skipped: number;
  /** The first of them. */
  faults: CsvFault[];
  faultCount: number;
}

export type FromWorker =
  /** `share`: 0 to 1. */
  | { type: 'progress'; share: number }
  | { type: 'opened'; opened: Opened }
  | { type: 'refused'; refusal: Refusal }
  | { type: 'analysed'; id: number; analysis: Analysis };
