import { orientationOf, tiffOf, UPRIGHT } from './orientation.js';

/** Markers: ITU-T T.81 table B.1. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;

const EXIF = 'Exif\0\0';
/** The header without a thumbnail: marker, length, name, version, density, no thumbnail. */
const JFIF_BYTES = 18;
const ADOBE_BYTES = 16;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isAboutThePicture = (marker: number): boolean => marker === COM || (marker >= APP0 && marker <= APP15);

/**
 * The same picture with no segment but those that decoding needs: JFIF header, ICC profile, Adobe's colour transform, and
 * the orientation, of all that EXIF told. What comes after the end goes as well.
 * @returns undefined where the segments do not follow on each other
 */
export function strippedJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let head: Buffer = Buffer.alloc(0);
  let orientation: number | undefined;
  let at = 2;
  for (;;) {
    // Decoders skip what is between segments, and so do we.
    at = bytes.indexOf(0xff, at);
    while (at >= 0 && bytes[at + 1] === 0xff) at += 1;
    const marker = at < 0 ? undefined : bytes[at + 1];
    // One that is cut off is whatever the decoder made of it.
    if (marker === undefined) break;
    if (marker === EOI) {
      kept.push(bytes.subarray(at, at + 2));
      break;
    }
    if (marker === 0 || marker === TEM || marker === SOI || isRestart(marker)) {
      at += 2;
      continue;
    }
    const end = at + 4 <= bytes.length ? at + 2 + bytes.readUInt16BE(at + 2) : Infinity;
    if (end > bytes.length || end < at + 4) return undefined;
    const segment = bytes.subarray(at, end);
    if (marker === APP1 && nameIs(segment, EXIF)) orientation ??= orientationOf(segment.subarray(4 + EXIF.length));
    if (marker === APP0 && head.length === 0 && nameIs(segment, 'JFIF\0')) head = jfif(segment);
    else if (!isAboutThePicture(marker) || isForColour(marker, segment)) kept.push(segment);
    at = end;
    if (marker === SOS) {
      const scanEnd = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, scanEnd));
      at = scanEnd;
    }
  }
  const turned = orientation !== undefined && orientation !== UPRIGHT ? [exif(orientation)] : [];
  return Buffer.concat([bytes.subarray(0, 2), head, ...turned, ...kept]);
}

const nameIs = (segment: Buffer, name: string): boolean => segment.toString('latin1', 4, 4 + name.length) === name;

function isForColour(marker: number, segment: Buffer): boolean {
  if (marker === APP2) return nameIs(segment, 'ICC_PROFILE\0');
  return marker === APP14 && nameIs(segment, 'Adobe') && segment.length === ADOBE_BYTES;
}

/** Its thumbnail, if there is one, shows what was cut away later. */
function jfif(segment: Buffer): Buffer {
  if (segment.length <= JFIF_BYTES) return segment;
  const header = Buffer.from(segment.subarray(0, JFIF_BYTES));
  header.writeUInt16BE(JFIF_BYTES - 2, 2);
  header.writeUInt16BE(0, JFIF_BYTES - 2);
  return header;
}

/** Where the entropy-coded data ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

function exif(orientation: number): Buffer {
  const body = Buffer.concat([Buffer.from(EXIF, 'latin1'), tiffOf(orientation)]);
  const header = Buffer.from([0xff, APP1, 0, body.length + 2]);
  return Buffer.concat([header, body]);
}
