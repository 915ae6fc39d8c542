/** Limits that both sides enforce: the page to help early, the server to decide. */

export const USERNAME_MIN_LENGTH = 3;
export const USERNAME_MAX_LENGTH = 32;
/** Letters and digits of any script with the marks that belong to them, and `_ . -` between them. */
export const USERNAME_PATTERN = /^[\p{L}\p{N}]\p{M}*(?:[._-]*[\p{L}\p{N}]\p{M}*)*$/u;
export const EMAIL_MAX_LENGTH = 254;
export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;

/** Pictures in one sign-up. At least one of them is `front`. */
export const STORE_MIN_IMAGES = 2;
export const STORE_MAX_IMAGES = 10;
/** Faces that one account can hold. */
export const MAX_FACES_PER_USER = 20;

/** One picture, decoded from base64. */
export const IMAGE_MAX_BYTES = 8 * 1024 * 1024;
/** Width × height of a JPEG that the server is willing to decode; of a PNG or WebP it is a quarter. */
export const IMAGE_MAX_PIXELS = 52_000_000;
/** The media types that pictures may have. */
export const IMAGE_MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type ImageMediaType = (typeof IMAGE_MEDIA_TYPES)[number];
/** For the `accept` of a file field. The endings are those that systems give no type, or one of their own. */
export const IMAGE_FILE_ACCEPT = [...IMAGE_MEDIA_TYPES, '.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.webp'].join(',');
/** Characters of one base64 picture, with room for the `data:` prefix. */
export const IMAGE_MAX_BASE64_LENGTH = Math.ceil(IMAGE_MAX_BYTES / 3) * 4 + 64;
/** One JSON body that carries a single picture, with room for line breaks in its base64. */
export const ONE_IMAGE_BODY_MAX_BYTES = 12 * 1024 * 1024;
/** One JSON body that carries pictures; a JSON body without any is held to {@link BODY_MAX_BYTES}. */
export const IMAGE_BODY_MAX_BYTES = 48 * 1024 * 1024;
export const BODY_MAX_BYTES = 64 * 1024;

/** A signed token with its claims, in characters. */
export const LIVENESS_TOKEN_MAX_LENGTH = 4096;

/** Of an authenticator app, with room for blanks and hyphens. */
export const ONE_TIME_CODE_MAX_LENGTH = 16;
