import Papa from 'papaparse';

/** Bytes read at once: small enough for a lively progress bar. */
const PIECE_BYTES = 1 << 20;
const SAMPLE_BYTES = 65_536;
/** The first of the best is taken. */
const DELIMITERS = [',', ';', '\t', '|'] as const;

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

/** How many of the rows have as many cells as the header, 0 to 1; 0 when the header itself is one cell. */
function fit(sample: string, delimiter: string): number {
  const [header, ...rows] = Papa.parse<string[]>(sample, { delimiter, preview: 100, skipEmptyLines: true }).data;
  if (!header || header.length < 2) return 0;
  // The last row is cut where the sample ends.
  const whole = rows.length > 1 ? rows.slice(0, -1) : rows;
  return (1 + whole.filter(({ length }) => length === header.length).length) / (1 + whole.length);
}

/**
 * Looks for the character that cuts every row into as many cells as the header; a comma when none does. Papa Parse's own
 * guess takes the decimal commas of `1,5;2,5` for delimiters.
 */
export async function dialectOf(file: Blob, encoding: string): Promise<CsvDialect> {
  const sample = new TextDecoder(encoding).decode(await file.slice(0, SAMPLE_BYTES).arrayBuffer());
  const fits = new Map(DELIMITERS.map((delimiter) => [delimiter, fit(sample, delimiter)]));
  const delimiter = DELIMITERS.reduce((a, b) => ((fits.get(b) ?? 0) > (fits.get(a) ?? 0) ? b : a));
  return { encoding, delimiter };
}

/**
 * The rows of a file of any size, a piece at a time.
 *
 * Papa Parse reads files itself, but cuts them at bytes and so breaks a letter of two bytes that lies on a cut; and it takes
 * one kind of line end. So the pieces are decoded as one stream here, and its parser gets text.
 */
export async function* csvRecords(file: Blob, { encoding, delimiter }: CsvDialect): AsyncGenerator<CsvPiece> {
  const decoder = new TextDecoder(encoding);
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let rest = '';
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    const bytes = await file.slice(at, at + PIECE_BYTES).arrayBuffer();
    const isLast = at + PIECE_BYTES >= file.size;
    const text = rest + decoder.decode(bytes, { stream: !isLast });
    // The second half of a line end may be in the next piece.
    const held = !isLast && text.endsWith('\r') ? '\r' : '';
    const input = text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n');
    const { data, meta } = parser.parse(input, 0, !isLast) as Papa.ParseResult<string[]>;
    rest = isLast ? '' : input.slice(meta.cursor) + held;
    yield { records: data, bytesRead: Math.min(at + PIECE_BYTES, file.size) };
  }
}
