/** What the headers of a JPEG say, as far as it can be read: ITU-T T.81 annex B. */
export interface JpegSegments {
  /** Sequential ones have their coefficients in one scan a component, progressive ones in many. */
  isProgressive: boolean;
  /** How often pixels are gone over. */
  scans: number;
  /** The same picture without what every viewer reads past; the bytes themselves where there is nothing of it. */
  mended: Uint8Array;
}

const MARKER = 0xff;
const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** The last coefficient of a block. */
const LAST_COEFFICIENT = 63;
/** Frames whose scans have all coefficients: baseline and extended, coded by Huffman. */
const SEQUENTIAL: ReadonlySet<number> = new Set([0xc0, 0xc1]);
const PROGRESSIVE: ReadonlySet<number> = new Set([0xc2, 0xca]);

/** A change to the bytes: what stands from `at` to `to` goes, and `by` comes in its place. */
interface Change {
  at: number;
  to: number;
  by: readonly number[];
}

/**
 * Reads a JPEG's segments, and mends what cameras get wrong and libjpeg only warns of: the range of coefficients in a
 * sequential scan's header, which Samsung's write as zeros, and stray bytes between two segments. Coefficients are not looked
 * at: what is torn stays torn.
 */
export function readJpegSegments(bytes: Uint8Array): JpegSegments {
  const changes: Change[] = [];
  let [isSequential, isProgressive, scans] = [false, false, 0];
  let at = 2;
  while (at < bytes.length) {
    const marker = markerFrom(bytes, at);
    if (!marker) break;
    if (marker.at > at) changes.push({ at, to: marker.at, by: [] });
    const { code, next } = marker;
    if (code === END_OF_IMAGE || code === START_OF_IMAGE) break;
    const length = (bytes[next]! << 8) | bytes[next + 1]!;
    const end = next + length;
    if (!(length >= 2) || end > bytes.length) break;
    if (SEQUENTIAL.has(code)) isSequential = true;
    if (PROGRESSIVE.has(code)) isProgressive = true;
    at = end;
    if (code !== START_OF_SCAN) continue;
    scans++;
    if (isSequential) changes.push(...wholeRange(bytes, end));
    at = endOfCoefficients(bytes, end);
  }
  return { isProgressive, scans, mended: changed(bytes, changes) };
}

/** Of a scan's header that ends there: from the first coefficient to the last, all bits. */
function wholeRange(bytes: Uint8Array, end: number): Change[] {
  const isWhole = bytes[end - 3] === 0 && bytes[end - 2] === LAST_COEFFICIENT && bytes[end - 1] === 0;
  return isWhole ? [] : [{ at: end - 3, to: end, by: [0, LAST_COEFFICIENT, 0] }];
}

/** The next marker with its code, and where what follows it begins. Fill bytes are part of it. */
function markerFrom(bytes: Uint8Array, from: number): { at: number; code: number; next: number } | undefined {
  for (let at = bytes.indexOf(MARKER, from); at >= 0; at = bytes.indexOf(MARKER, at + 1)) {
    let next = at;
    while (bytes[next] === MARKER) next++;
    const code = bytes[next];
    if (code === undefined) return undefined;
    if (code !== 0) return { at, code, next: next + 1 };
  }
  return undefined;
}

/** Where the next segment begins: escaped bytes (FF 00) and restart markers belong to the coefficients. */
function endOfCoefficients(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(MARKER, from); at >= 0; at = bytes.indexOf(MARKER, at + 1)) {
    const code = bytes[at + 1];
    if (code === undefined) break;
    const isCoefficient = code === 0 || code === MARKER || (code >= 0xd0 && code <= 0xd7);
    if (!isCoefficient) return at;
  }
  return bytes.length;
}

function changed(bytes: Uint8Array, changes: readonly Change[]): Uint8Array {
  if (changes.length === 0) return bytes;
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const { at, to, by } of changes) {
    pieces.push(bytes.subarray(from, at), Uint8Array.from(by));
    from = to;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
}
