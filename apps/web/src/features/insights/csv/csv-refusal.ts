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
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export class CsvRefusal extends Error {
  override readonly name = 'CsvRefusal';

  constructor(
    readonly code: RefusalCode,
    options?: { cause?: unknown },
  ) {
    super(code, options);
  }
}
