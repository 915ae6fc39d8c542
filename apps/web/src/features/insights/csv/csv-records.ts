import { CsvParser } from './csv-parser.js';
import { CsvRefusal } from './csv-refusal.js';

/** Bytes read at once: small enough for a lively progress bar. */
const PIECE_BYTES = 1 << 20;
const SAMPLE_BYTES = 65_536;
const SAMPLE_ROWS = 100;
/** The first of the best is taken. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** How Excel writes the delimiter down, in a first line that is no row; saved again it may have further empty cells. */
const STATED = /^"?sep=([^\n])"?\1*[ ]*(?:\n|$)/i;

export interface CsvDialect {
  /** Label of the Encoding Standard. */
  encoding: string;
  delimiter: string;
}

/** A run of rows as they stand in the file. */
export interface CsvPiece {
  records: string[][];
  /** Bytes of the file that have been read so far. */
  bytesRead: number;
}

const oneLineEnd = (text: string): string => text.replace(/\r\n?/g, '\n');

/** How many of the rows have as many cells as the header, 0 to 1; 0 when the header itself is one cell. */
function fit(sample: string, isWhole: boolean, delimiter: string): number {
  const records: string[][] = [];
  // With another delimiter a row can look like an open quote: then it is one that does not fit.
  let misfits = 0;
  try {
    new CsvParser(delimiter).push(sample, isWhole, records);
  } catch (error) {
    if (!(error instanceof CsvRefusal)) throw error;
    misfits = 1;
  }
  const [header, ...rows] = records.filter((record) => record.length > 1 || record[0] !== '').slice(0, SAMPLE_ROWS);
  if (!header || header.length < 2) return 0;
  return (1 + rows.filter(({ length }) => length === header.length).length) / (1 + rows.length + misfits);
}

/**
 * What the file says of its delimiter, or else the character that cuts every row into as many cells as the header; a comma
 * when none does.
 */
export async function dialectOf(file: Blob, encoding: string): Promise<CsvDialect> {
  const bytes = await file.slice(0, SAMPLE_BYTES).arrayBuffer();
  const sample = oneLineEnd(new TextDecoder(encoding).decode(bytes));
  const stated = STATED.exec(sample)?.[1];
  if (stated !== undefined) return { encoding, delimiter: stated };
  const isWhole = file.size <= SAMPLE_BYTES;
  const fits = new Map(DELIMITERS.map((delimiter) => [delimiter, fit(sample, isWhole, delimiter)]));
  const delimiter = DELIMITERS.reduce((a, b) => ((fits.get(b) ?? 0) > (fits.get(a) ?? 0) ? b : a));
  return { encoding, delimiter };
}

/**
 * The rows of a file of any size, a piece at a time. The pieces are decoded as one stream: a letter of two bytes may lie on a cut.
 * A line that states the delimiter is no row.
 * @throws CsvRefusal UNCLOSED_QUOTE
 */
export async function* csvRecords(file: Blob, { encoding, delimiter }: CsvDialect): AsyncGenerator<CsvPiece> {
  const decoder = new TextDecoder(encoding);
  const parser = new CsvParser(delimiter);
  let held = '';
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const bytes = await file.slice(at, at + PIECE_BYTES).arrayBuffer();
    const isLast = at + PIECE_BYTES >= file.size;
    const text = held + decoder.decode(bytes, { stream: !isLast });
    // The second half of a line end may be in the next piece.
    held = !isLast && text.endsWith('\r') ? '\r' : '';
    const piece = oneLineEnd(text.slice(0, text.length - held.length));
    const records: string[][] = [];
    parser.push(piece, isLast, records);
    if (at === 0 && STATED.test(piece)) records.shift();
    yield { records, bytesRead: Math.min(at + PIECE_BYTES, file.size) };
  }
}
