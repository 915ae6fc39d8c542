import { orientationOf, tiffOf, UPRIGHT } from './orientation.js';

/** `RIFF`, size, `WEBP`. */
const HEADER_BYTES = 12;
/** What decoding needs: https://developers.google.com/speed/webp/docs/riff_container */
const NEEDED = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const EXIF_PREFIX = 'Exif\0\0';

/**
 * The same picture with no chunk but those that decoding needs, and the orientation, of all that EXIF told. What comes after
 * the end goes as well.
 * @returns undefined where the chunks do not follow on each other
 */
export function strippedWebp(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let extended: Buffer | undefined;
  let orientation = UPRIGHT;
  const total = bytes.length < HEADER_BYTES ? 0 : Math.min(bytes.length, bytes.readUInt32LE(4) + 8);
  for (let at = HEADER_BYTES; at < total;) {
    if (at + 8 > total) return undefined;
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (at + 8 + size > total) return undefined;
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (type === 'EXIF') orientation = orientationOf(withoutPrefix(data));
    if (NEEDED.has(type)) {
      const one = chunk(type, data);
      if (type === 'VP8X') extended = one;
      kept.push(one);
    }
    at += 8 + size + (size % 2);
  }
  if (kept.length === 0) return undefined;
  // Only the extended format has metadata that a decoder looks for.
  const turned = extended && orientation !== UPRIGHT ? [chunk('EXIF', tiffOf(orientation))] : [];
  if (extended && extended.length > 8)
    extended[8] = (extended[8]! & ~(EXIF_FLAG | XMP_FLAG)) | (turned.length > 0 ? EXIF_FLAG : 0);
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept, ...turned]);
  return Buffer.concat([riffHeader('RIFF', body.length), body]);
}

function withoutPrefix(exif: Buffer): Buffer {
  return exif.toString('latin1', 0, EXIF_PREFIX.length) === EXIF_PREFIX ? exif.subarray(EXIF_PREFIX.length) : exif;
}

/** A copy, padded to an even length. */
function chunk(type: string, data: Buffer): Buffer {
  return Buffer.concat([riffHeader(type, data.length), data, Buffer.alloc(data.length % 2)]);
}

function riffHeader(type: string, size: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 0, 'latin1');
  header.writeUInt32LE(size, 4);
  return header;
}
