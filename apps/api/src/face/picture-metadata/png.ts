import { crc32 } from 'node:zlib';
import { orientationOf, tiffOf, UPRIGHT } from './orientation.js';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum of a chunk. */
const FRAME_BYTES = 12;
/** What decoding needs (PNG, third edition, §4.7): the picture, and how its numbers become colours and lengths. */
const NEEDED = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'bKGD',
  'pHYs',
  'IDAT',
  'IEND',
]);

/**
 * The same picture with no chunk but those that decoding needs, and the orientation, of all that EXIF told. An animation
 * becomes its still picture. What comes after the end goes as well.
 * @returns undefined where the chunks do not follow on each other
 */
export function strippedPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [];
  let orientation = UPRIGHT;
  for (let at = SIGNATURE_BYTES, type = ''; type !== 'IEND';) {
    if (at + FRAME_BYTES > bytes.length) return undefined;
    const end = at + FRAME_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'eXIf') orientation = orientationOf(bytes.subarray(at + 8, end - 4));
    if (NEEDED.has(type)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const [header, ...rest] = kept;
  if (!header) return undefined;
  const turned = orientation === UPRIGHT ? [] : [chunk('eXIf', tiffOf(orientation))];
  return Buffer.concat([bytes.subarray(0, SIGNATURE_BYTES), header, ...turned, ...rest]);
}

function chunk(type: string, data: Buffer): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES + data.length);
  frame.writeUInt32BE(data.length, 0);
  frame.write(type, 4, 'latin1');
  data.copy(frame, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, -4)), frame.length - 4);
  return frame;
}
