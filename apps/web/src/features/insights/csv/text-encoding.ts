import { CsvRefusal } from './csv-refusal.js';

/** Enough to meet a letter with an accent, if there are any. */
const HEAD_BYTES = 65_536;

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // `stream`: the last character may be cut in two.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * A label of https://encoding.spec.whatwg.org/ for the text that begins with these bytes.
 *
 * @throws CsvRefusal EMPTY, SPREADSHEET, BINARY
 */
export function encodingOf(head: Uint8Array): string {
  if (head.length === 0) throw new CsvRefusal('EMPTY');
  // A ZIP archive, as xlsx and ods are, and the older xls.
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw new CsvRefusal('SPREADSHEET');
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  if (head.includes(0) || startsWith(head, 0x25, 0x50, 0x44, 0x46)) throw new CsvRefusal('BINARY');
  // What spreadsheets in Western Europe write when they do not write UTF-8.
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** @throws CsvRefusal EMPTY, SPREADSHEET, BINARY */
export async function encodingOfFile(file: Blob): Promise<string> {
  return encodingOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
}
