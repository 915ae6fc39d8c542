import type { Dataset } from '../analysis/dataset.js';
import { type ColumnBuilder, columnBuilder } from './column-builder.js';
import { type ColumnFormat, decimalMarkOf, formatOf, noEvidence, weigh } from './column-format.js';
import { type CsvDialect, csvRecords, dialectOf } from './csv-records.js';
import { CsvRefusal } from './csv-refusal.js';
import { columnNames } from './header.js';
import { encodingOfFile } from './text-encoding.js';

export const MAX_CSV_BYTES = 50 * 1024 * 1024;
/** Faults that are kept to be shown; the rest are counted. */
export const MOST_FAULTS = 100;
const LONGEST_QUOTE = 40;

/** Why a row was left out. */
export type CsvFault =
  /** `row` as a spreadsheet counts, the header being 1. */
  | { row: number; kind: 'NOT_A_NUMBER' | 'NOT_A_DATE'; column: string; text: string }
  | { row: number; kind: 'CELLS'; found: number; expected: number };

export interface OpenedCsv {
  dataset: Dataset;
  dialect: CsvDialect;
  formats: ColumnFormat[];
  /** Rows that have a fault and so are no part of the data set. */
  skipped: number;
  /** The first {@link MOST_FAULTS}. */
  faults: CsvFault[];
  faultCount: number;
}

interface OpenOptions {
  /** How the reader writes the third of April: `04/03`, or else `03/04`. */
  monthFirst: boolean;
  /** 0 to 1. */
  onProgress: (share: number) => void;
}

/** Empty cells after the last column are no fault: spreadsheets write them. */
const hasCells = (record: readonly string[], expected: number): boolean =>
  record.length >= expected && record.slice(expected).every((cell) => cell.trim() === '');

const isBlank = (record: readonly string[]): boolean => record.length === 1 && record[0]?.trim() === '';

/** Two passes over the file: what its columns are is known only at its end. */
const PASSES = 2;

/** Calls `onRecord` for each row with something in it. `row` counts the blank ones too. */
async function eachRecord(
  file: Blob,
  dialect: CsvDialect,
  onRecord: (record: readonly string[], row: number) => void,
  onProgress: (share: number) => void,
): Promise<void> {
  let row = 0;
  for await (const { records, bytesRead } of csvRecords(file, dialect)) {
    for (const record of records) {
      row += 1;
      if (!isBlank(record)) onRecord(record, row);
    }
    onProgress(bytesRead / file.size);
  }
}

async function findFormats(
  file: Blob,
  dialect: CsvDialect,
  { monthFirst, onProgress }: OpenOptions,
): Promise<{ names: string[]; formats: ColumnFormat[] }> {
  let names: string[] | null = null;
  let evidence: ReturnType<typeof noEvidence>[] = [];
  let dataRows = 0;
  await eachRecord(
    file,
    dialect,
    (record) => {
      if (!names) {
        names = columnNames(record);
        evidence = names.map((name) => noEvidence(name));
        return;
      }
      dataRows += 1;
      if (!hasCells(record, names.length)) return;
      for (const [index, column] of evidence.entries()) weigh(column, (record[index] ?? '').trim());
    },
    (share) => onProgress(share / PASSES),
  );
  if (!names) throw new CsvRefusal('EMPTY');
  if (dataRows === 0) throw new CsvRefusal('HEADER_ONLY');
  const mark = decimalMarkOf(evidence);
  return { names, formats: evidence.map((column) => formatOf(column, mark, monthFirst)) };
}

/** The row's cells as numbers, or what is wrong with it. */
function readRecord(
  record: readonly string[],
  row: number,
  builders: readonly ColumnBuilder[],
): { cells: number[]; faults: CsvFault[] } {
  if (!hasCells(record, builders.length))
    return { cells: [], faults: [{ row, kind: 'CELLS', found: record.length, expected: builders.length }] };
  const faults: CsvFault[] = [];
  const cells = builders.map(({ name, expected, read }, index) => {
    const text = (record[index] ?? '').trim();
    const cell = read(text);
    if (cell !== undefined) return cell;
    const kind = expected === 'date' ? 'NOT_A_DATE' : 'NOT_A_NUMBER';
    faults.push({ row, kind, column: name, text: text.slice(0, LONGEST_QUOTE) });
    return Number.NaN;
  });
  return { cells, faults };
}

/**
 * Reads a CSV of whatever delimiter, encoding, decimal mark and date format into columns. Rows with a fault are left out
 * and named.
 *
 * @throws CsvRefusal when the file as a whole is of no use
 */
export async function openCsv(file: Blob, options: OpenOptions): Promise<OpenedCsv> {
  if (file.size > MAX_CSV_BYTES) throw new CsvRefusal('TOO_LARGE');
  const dialect = await dialectOf(file, await encodingOfFile(file));
  const { names, formats } = await findFormats(file, dialect, options);
  const builders = names.map((name, index) => columnBuilder(name, formats[index] ?? { kind: 'text' }));
  const faults: CsvFault[] = [];
  let faultCount = 0;
  let skipped = 0;
  let rowCount = 0;
  let isHeader = true;
  await eachRecord(
    file,
    dialect,
    (record, row) => {
      if (isHeader) {
        isHeader = false;
        return;
      }
      const read = readRecord(record, row, builders);
      if (read.faults.length > 0) {
        skipped += 1;
        faultCount += read.faults.length;
        faults.push(...read.faults.slice(0, MOST_FAULTS - faults.length));
        return;
      }
      rowCount += 1;
      for (const [index, builder] of builders.entries()) builder.push(read.cells[index] ?? Number.NaN);
    },
    (share) => options.onProgress((1 + share) / PASSES),
  );
  if (rowCount === 0) throw new CsvRefusal('NO_GOOD_ROW');
  const columns = builders.map((builder) => builder.finish());
  return { dataset: { rowCount, columns }, dialect, formats, skipped, faults, faultCount };
}
