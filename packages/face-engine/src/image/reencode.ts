import sharp from 'sharp';
import { EngineError } from '../types.js';
import { DEFAULT_DECODE_LIMITS, isJpeg } from './decode.js';
import { readJpegSegments } from './jpeg-segments.js';

export interface ReencodeOptions {
  /** Longest side of the answer in pixels; a smaller picture keeps its size. The size stays when left out. */
  maxSidePx?: number;
  /** Of the JPEG, 1 to 100. */
  quality: number;
}

/** Seconds after which a picture is given up: none that was decoded before takes a tenth of it. */
const TIMEOUT_SECONDS = 5;

/**
 * A JPEG made of the pixels of a JPEG, PNG or WebP: upright, alpha over white, sRGB, without metadata.
 * Runs on libuv's threads. Throws EngineError `IMAGE_INVALID`.
 */
export async function reencode(bytes: Uint8Array, { maxSidePx, quality }: ReencodeOptions): Promise<Buffer> {
  const side = maxSidePx === undefined ? {} : { width: maxSidePx, height: maxSidePx };
  try {
    // libvips keeps no metadata unless it is told to, and turns wide colours into sRGB then.
    return await sharp(isJpeg(bytes) ? readJpegSegments(bytes).mended : bytes, {
      limitInputPixels: DEFAULT_DECODE_LIMITS.maxPixels.jpeg,
      // It was decoded before, strictly: what is odd was read past then.
      failOn: 'error',
      autoOrient: true,
    })
      .timeout({ seconds: TIMEOUT_SECONDS })
      .resize({ ...side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer();
  } catch (cause) {
    throw new EngineError('IMAGE_INVALID', 'The picture is damaged.', { cause });
  }
}
