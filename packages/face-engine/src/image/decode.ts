import sharp from 'sharp';
import { EngineError, type RgbImage } from '../types.js';
import { readJpegSegments } from './jpeg-segments.js';

export interface DecodeLimits {
  /** Pixels, width × height, that are decoded of each format, by what that costs; read from the header before any pixel. */
  maxPixels: Readonly<Record<PictureFormat, number>>;
  /** Longest side in pixels that the stages behind get to see; larger pictures are shrunk while they are decoded. */
  maxSidePx: number;
}

export type PictureFormat = 'jpeg' | 'png' | 'webp';

/**
 * A JPEG is shrunk while it is read: what cameras call 50 megapixels, up to 50.3 million, costs what 12 million of another
 * format do (0.1–0.3 s). A PNG or WebP of some kilobytes can hold as many pixels as it likes, each of which is made.
 *
 * 1280 px keep a face that fills a tenth of the picture at 128 px, more than any stage uses.
 */
export const DEFAULT_DECODE_LIMITS: DecodeLimits = {
  maxPixels: { jpeg: 52_000_000, png: 12_500_000, webp: 12_500_000 },
  maxSidePx: 1280,
};

/** A frame is some hundred pixels wide. A small file can hold very many, and fifteen a second of those nobody can decode. */
export const FRAME_DECODE_LIMITS: DecodeLimits = {
  maxPixels: { jpeg: 2_100_000, png: 2_100_000, webp: 2_100_000 },
  maxSidePx: 1280,
};

/** Pixels × scans of a progressive JPEG, whose coefficients are all kept until the last scan: 24 million in the usual ten. */
const MAX_PROGRESSIVE_PIXELS = 240_000_000;

/** Seconds of decoding after which a picture is given up: nothing honest takes a tenth of it. */
const DECODE_TIMEOUT_SECONDS = 5;

/** What is between the scans of a progressive JPEG, and every viewer reads past. */
const STRAY_BYTES = /^VipsJpeg: Corrupt JPEG data: \d{1,2} extraneous bytes before marker 0x[\da-f]{2}$/;

/**
 * Decodes a JPEG, PNG or WebP, known by its bytes and not by its name.
 *
 * Gives the picture upright (EXIF orientation applied), alpha over white, any colour space and depth as
 * RGB uint8 HWC, the first frame of an animation, shrunk to `maxSidePx`. Coordinates of all later stages are
 * pixels of this picture.
 *
 * What every viewer reads past is read past: a scan header of zeros, stray bytes before a marker.
 *
 * Throws `IMAGE_INVALID` for empty, truncated, damaged and foreign input, `IMAGE_TOO_LARGE` past `maxPixels` of its format.
 */
export async function decodeImage(bytes: Uint8Array, limits: DecodeLimits = DEFAULT_DECODE_LIMITS): Promise<RgbImage> {
  const format = formatOf(bytes);
  if (!format) throw new EngineError('IMAGE_INVALID', 'The picture is not a JPEG, PNG or WebP.');
  const jpeg = format === 'jpeg' ? readJpegSegments(bytes) : undefined;
  const picture = jpeg?.mended ?? bytes;
  const { width, height } = await readHeader(picture);
  const maxPixels = limits.maxPixels[format];
  const isTooCostly = jpeg?.isProgressive === true && width * height * jpeg.scans > MAX_PROGRESSIVE_PIXELS;
  if (width * height > maxPixels || isTooCostly) {
    throw new EngineError(
      'IMAGE_TOO_LARGE',
      isTooCostly
        ? `The picture has ${width} × ${height} pixels in ${jpeg.scans} scans.`
        : `The picture has ${width} × ${height} pixels; at most ${maxPixels} are decoded of this format.`,
    );
  }
  return await decodePixels(picture, limits.maxSidePx, maxPixels);
}

async function readHeader(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new EngineError('IMAGE_INVALID', "The picture's header cannot be read.", { cause });
  }
}

async function decodePixels(bytes: Uint8Array, maxSidePx: number, maxPixels: number): Promise<RgbImage> {
  try {
    return await pixelsOf(bytes, maxSidePx, maxPixels, 'warning');
  } catch (cause) {
    if (!isOnlyStrayBytes(cause)) throw new EngineError('IMAGE_INVALID', 'The picture is damaged.', { cause });
  }
  try {
    return await pixelsOf(bytes, maxSidePx, maxPixels, 'error');
  } catch (cause) {
    throw new EngineError('IMAGE_INVALID', 'The picture is damaged.', { cause });
  }
}

async function pixelsOf(
  bytes: Uint8Array,
  maxSidePx: number,
  maxPixels: number,
  failOn: 'warning' | 'error',
): Promise<RgbImage> {
  const { data, info } = await sharp(bytes, { limitInputPixels: maxPixels, failOn, autoOrient: true })
    .timeout({ seconds: DECODE_TIMEOUT_SECONDS })
    .resize({ width: maxSidePx, height: maxSidePx, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: toThreeChannels(data, info.channels) };
}

function isOnlyStrayBytes(error: unknown): boolean {
  return error instanceof Error && error.message.split('\n').every((line) => STRAY_BYTES.test(line));
}

function toThreeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const pixels = data.length / channels;
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * channels + (channels > 2 ? c : 0)]!;
  }
  return rgb;
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, i) => bytes[at + i] === byte);
function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  if (isJpeg(bytes)) return 'jpeg';
  if (isPng(bytes)) return 'png';
  return isWebp(bytes) ? 'webp' : undefined;
}
export const isJpeg = (bytes: Uint8Array): boolean => startsWith(bytes, [0xff, 0xd8]);
const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, PNG_SIGNATURE);
/** `RIFF????WEBP`. */
const isWebp = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8);
