import type { ImageMediaType } from './limits.js';

/** As many first bytes as {@link imageKindOf} looks at. */
export const IMAGE_HEAD_BYTES = 12;

const JPEG = [0xff, 0xd8, 0xff];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** `RIFF`, four bytes of length, `WEBP`. */
const RIFF = [0x52, 0x49, 0x46, 0x46];
const WEBP = [0x57, 0x45, 0x42, 0x50];

/**
 * What a picture is by its first bytes, whatever its name and the type that came along say: browsers make that up from the
 * ending of the name. Undefined for what is none of the pictures that are taken.
 */
export function imageKindOf(head: Uint8Array): ImageMediaType | undefined {
  const has = (signature: readonly number[], at = 0): boolean =>
    signature.every((byte, index) => head[at + index] === byte);
  if (has(JPEG)) return 'image/jpeg';
  if (has(PNG)) return 'image/png';
  return has(RIFF) && has(WEBP, 8) ? 'image/webp' : undefined;
}
