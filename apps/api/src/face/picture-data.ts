import { IMAGE_MAX_BYTES, IMAGE_MEDIA_TYPES, type ImageMediaType } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';

const DATA_URL = /^[\t\n\f\r ]{0,100}data:([^,]{0,100}),/i;
/** ASCII white space, as forgiving decoders skip it: https://infra.spec.whatwg.org/#forgiving-base64-decode */
const WHITE_SPACE = /[\t\n\f\r ]+/g;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const MAX_BASE64_LENGTH = Math.ceil(IMAGE_MAX_BYTES / 3) * 4;
/** Lines of 76 characters with two for the break, and then some. */
const MAX_WRAPPED_LENGTH = Math.ceil(MAX_BASE64_LENGTH * 1.05);
/** A name that is in use without being registered. */
const ALIASES: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg' };

/**
 * The bytes of a picture that came as base64 (RFC 4648 §4, padded), bare or as a data URL of a picture type, in
 * one line or wrapped.
 * @throws ProblemError `IMAGE_INVALID` or `IMAGE_TOO_LARGE`
 */
export function decodePictureData(data: string): Buffer {
  const prefix = DATA_URL.exec(data);
  if (prefix && !isPictureType(prefix[1]!))
    throw new ProblemError('IMAGE_INVALID', 'The data URL is not a base64 JPEG, PNG or WebP.');
  const wrapped = prefix ? data.slice(prefix[0].length) : data;
  if (wrapped.length > MAX_WRAPPED_LENGTH) throw tooLarge();
  const base64 = wrapped.replace(WHITE_SPACE, '');
  if (base64.length > MAX_BASE64_LENGTH) throw tooLarge();
  if (base64.length % 4 !== 0 || !BASE64.test(base64))
    throw new ProblemError('IMAGE_INVALID', 'The picture is not valid base64.');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > IMAGE_MAX_BYTES) throw tooLarge();
  return bytes;
}

/** Of a picture that was decoded before, told by its first bytes. */
export function pictureMediaType(bytes: Uint8Array): ImageMediaType {
  if (bytes[0] === 0xff) return 'image/jpeg';
  return bytes[0] === 0x89 ? 'image/png' : 'image/webp';
}

function isPictureType(parameters: string): boolean {
  const [named = '', encoding, ...rest] = parameters.toLowerCase().split(';');
  const mediaType = ALIASES[named] ?? named;
  return IMAGE_MEDIA_TYPES.some((type) => type === mediaType) && encoding === 'base64' && rest.length === 0;
}

function tooLarge(): ProblemError {
  return new ProblemError('IMAGE_TOO_LARGE', `The picture is larger than ${IMAGE_MAX_BYTES / 1024 / 1024} MB.`);
}
