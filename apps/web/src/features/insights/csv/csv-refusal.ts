/** Why a file as a whole cannot be shown. */
export const REFUSAL_CODES = [
  'TOO_LARGE',
  'EMPTY',
  'BINARY',
  'SPREADSHEET',
  'UNREADABLE',
  'HEADER_ONLY',
  'NO_HEADER',
  'ONE_COLUMN',
  'TOO_MANY_COLUMNS',
  'NO_GOOD_ROW',
  'UNCLOSED_QUOTE',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** For the person: a code, and the line of the file where it is one line's matter. */
export interface Refusal {
  code: RefusalCode;
  line?: number;
}

export class CsvRefusal extends Error implements Refusal {
  override readonly name = 'CsvRefusal';
  /** As an editor counts, from 1. */
  readonly line?: number;

  constructor(
    readonly code: RefusalCode,
    { line, ...options }: { line?: number; cause?: unknown } = {},
  ) {
    super(code, options);
    if (line !== undefined) this.line = line;
  }
}

/** What can be told of an error: a file that cannot be read is one that is gone, or larger than the memory. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof CsvRefusal)) return { code: 'UNREADABLE' };
  const { code, line } = error;
  return { code, ...(line !== undefined && { line }) };
}
