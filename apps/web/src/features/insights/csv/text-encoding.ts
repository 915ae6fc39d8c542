import { CsvRefusal } from './csv-refusal.js';

/** Enough to see what kind of file it is. */
const HEAD_BYTES = 65_536;
const PIECE_BYTES = 1 << 20;

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * UTF-16, told by its mark or, without one, by the zeros beside the letters of every language that has spaces and commas.
 * @throws CsvRefusal BINARY when there are zeros at other places, too
 */
function utf16Of(head: Uint8Array): string | undefined {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  if (!head.includes(0)) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  const isText = Math.max(even, odd) > head.length / 8;
  if (isText && even === 0) return 'utf-16le';
  if (isText && odd === 0) return 'utf-16be';
  throw new CsvRefusal('BINARY');
}

const NOT_ASCII = /[\u{80}-\u{10FFFF}]/gu;
const REPLACED = /\u{FFFD}/gu;
const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

async function* pieces(file: Blob): AsyncGenerator<ArrayBuffer> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) yield file.slice(at, at + PIECE_BYTES).arrayBuffer();
}

async function isUtf8(file: Blob): Promise<boolean> {
  // `stream`: a letter may lie on a cut, and a file may end within one.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of pieces(file)) decoder.decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Letters of windows-1252 hardly ever are UTF-8 by chance: broken letters among many good ones are a damaged UTF-8. */
async function isDamagedUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8');
  let good = 0;
  let broken = 0;
  for await (const bytes of pieces(file)) {
    const text = decoder.decode(bytes, { stream: true });
    const replaced = countOf(text, REPLACED);
    broken += replaced;
    good += countOf(text, NOT_ASCII) - replaced;
  }
  return good > broken;
}

/**
 * A label of https://encoding.spec.whatwg.org/.
 *
 * @throws CsvRefusal EMPTY, SPREADSHEET, BINARY
 */
export async function encodingOfFile(file: Blob): Promise<string> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (head.length === 0) throw new CsvRefusal('EMPTY');
  // A ZIP archive, as xlsx and ods are, and the older xls.
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw new CsvRefusal('SPREADSHEET');
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) throw new CsvRefusal('BINARY');
  const utf16 = utf16Of(head);
  if (utf16 !== undefined) return utf16;
  // All of the file is asked: the first accent may come late. What spreadsheets in Western Europe write instead is windows-1252.
  return (await isUtf8(file)) || (await isDamagedUtf8(file)) ? 'utf-8' : 'windows-1252';
}
