import { pictureMediaType } from '../picture-data.js';
import type { PictureEncoder } from '../picture-encoder.js';
import { strippedJpeg } from './jpeg.js';
import { strippedPng } from './png.js';
import { strippedWebp } from './webp.js';

const STRIPPED = { 'image/jpeg': strippedJpeg, 'image/png': strippedPng, 'image/webp': strippedWebp } as const;

/** As close to the original as a JPEG comes that is not much larger. */
const REENCODED_QUALITY = 95;

/**
 * A picture without what its camera or an editor wrote beside the pixels: place, time, device, names, comments, thumbnails.
 * The pixels stay as they are, and so does the way they are turned. Where the container is not as its standard says, `encoder`
 * makes a JPEG of the pixels. A picture that has nothing of the kind comes back byte for byte.
 * @param bytes of a JPEG, PNG or WebP that was decoded before
 * @throws ProblemError `IMAGE_INVALID`
 */
export async function withoutMetadata(bytes: Uint8Array, encoder: PictureEncoder): Promise<Buffer> {
  const picture = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return STRIPPED[pictureMediaType(picture)](picture) ?? encoder.encode(picture, { quality: REENCODED_QUALITY });
}
