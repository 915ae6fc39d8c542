import sharp from 'sharp';
import { EngineError, type RgbImage } from '../types.js';

export interface DecodeLimits {
  /** Width × height that is decoded at all, read from the header before any pixel. */
  maxPixels: number;
  /** Longest side in pixels that the stages behind get to see; larger pictures are shrunk while they are decoded. */
  maxSidePx: number;
}

/**
 * 1280 px keep a face that fills a tenth of the picture at 128 px, more than any stage uses, while a 50-megapixel
 * phone picture costs what a small one does.
 */
export const DEFAULT_DECODE_LIMITS: DecodeLimits = { maxPixels: 50_000_000, maxSidePx: 1280 };

/** A frame is some hundred pixels wide. A small file can hold very many, and fifteen a second of those nobody can decode. */
export const FRAME_DECODE_LIMITS: DecodeLimits = { maxPixels: 2_100_000, maxSidePx: 1280 };

/** Seconds of decoding after which a picture is given up: nothing honest takes a tenth of it. */
const DECODE_TIMEOUT_SECONDS = 20;

/**
 * Decodes a JPEG, PNG or WebP, known by its bytes and not by its name.
 *
 * Gives the picture upright (EXIF orientation applied), alpha over white, any colour space and depth as
 * RGB uint8 HWC, the first frame of an animation, shrunk to `maxSidePx`. Coordinates of all later stages are
 * pixels of this picture.
 *
 * Throws `IMAGE_INVALID` for empty, truncated, damaged and foreign input, `IMAGE_TOO_LARGE` past `maxPixels`.
 */
export async function decodeImage(bytes: Uint8Array, limits: DecodeLimits = DEFAULT_DECODE_LIMITS): Promise<RgbImage> {
  if (!isJpeg(bytes) && !isPng(bytes) && !isWebp(bytes)) {
    throw new EngineError('IMAGE_INVALID', 'The picture is not a JPEG, PNG or WebP.');
  }
  const { width, height } = await readHeader(bytes);
  if (width * height > limits.maxPixels) {
    throw new EngineError(
      'IMAGE_TOO_LARGE',
      `The picture has ${width} × ${height} pixels; at most ${limits.maxPixels} are decoded.`,
    );
  }
  return await decodePixels(bytes, limits);
}

async function readHeader(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new EngineError('IMAGE_INVALID', "The picture's header cannot be read.", { cause });
  }
}

async function decodePixels(bytes: Uint8Array, limits: DecodeLimits): Promise<RgbImage> {
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: limits.maxPixels,
      failOn: 'warning',
      autoOrient: true,
    })
      .timeout({ seconds: DECODE_TIMEOUT_SECONDS })
      .resize({
        width: limits.maxSidePx,
        height: limits.maxSidePx,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: toThreeChannels(data, info.channels) };
  } catch (cause) {
    throw new EngineError('IMAGE_INVALID', 'The picture is damaged.', { cause });
  }
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
const isJpeg = (bytes: Uint8Array): boolean => startsWith(bytes, [0xff, 0xd8, 0xff]);
const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, PNG_SIGNATURE);
/** `RIFF????WEBP`. */
const isWebp = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes, [0x57, 0x45, 0x42, 0x50], 8);
