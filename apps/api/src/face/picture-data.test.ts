import { IMAGE_MAX_BYTES } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../common/problem-error.js';
import { decodePictureData, pictureMediaType } from './picture-data.js';

const BYTES = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const BASE64 = BYTES.toString('base64');

function codeOf(data: string): string {
  try {
    decodePictureData(data);
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'decoded';
}

describe('decodePictureData', () => {
  it.each([
    BASE64,
    `data:image/jpeg;base64,${BASE64}`,
    `data:image/png;base64,${BASE64}`,
    `data:image/webp;base64,${BASE64}`,
    `DATA:image/webp;base64,${BASE64}`,
    `data:image/jpg;base64,${BASE64}`,
    `Data:Image/JPG;Base64,${BASE64}`,
    `${BASE64}\n`,
    `\r\n${BASE64.slice(0, 4)}\r\n${BASE64.slice(4)}\r\n`,
    ` \tdata:image/png;base64,\n${BASE64.slice(0, 3)}\f ${BASE64.slice(3)}`,
    `data:IMAGE/JPEG;BASE64,${BASE64}`,
  ])('reads %s', (data) => {
    expect(decodePictureData(data)).toEqual(BYTES);
  });

  it.each([
    ['nothing', ''],
    ['the URL-safe alphabet', '_-8='],
    ['missing padding', BASE64.replaceAll('=', '')],
    ['too much padding', 'AA==='],
    ['padding inside', 'AA==AAAA'],
    ['only padding', '===='],
    ['only white space', ' \n'],
    ['white space beyond ASCII', `${BASE64.slice(0, 4)}\u00a0${BASE64.slice(4)}`],
    ['a vertical tab', `${BASE64}\v`],
    ['white space in the media type', `data:image /jpeg;base64,${BASE64}`],
    ['a property of every object as media type', `data:constructor;base64,${BASE64}`],
    ['letters beyond ASCII', 'ÄÖÜß'],
    ['an empty data URL', 'data:image/jpeg;base64,'],
    ['no comma', 'data:image/jpeg;base64'],
    ['another media type', `data:image/gif;base64,${BASE64}`],
    ['text', `data:text/html;base64,${BASE64}`],
    ['no media type', `data:;base64,${BASE64}`],
    ['no base64', `data:image/jpeg,${BASE64}`],
    ['a parameter', `data:image/jpeg;charset=utf-8;base64,${BASE64}`],
    ['a web address', 'https://example.org/face.jpg'],
    ['a file address', 'file:///etc/passwd'],
  ])('refuses %s', (_name, data) => {
    expect(codeOf(data)).toBe('IMAGE_INVALID');
  });

  it('takes the limit and not one byte more', () => {
    expect(decodePictureData(Buffer.alloc(IMAGE_MAX_BYTES).toString('base64'))).toHaveLength(IMAGE_MAX_BYTES);
    expect(codeOf(Buffer.alloc(IMAGE_MAX_BYTES + 1).toString('base64'))).toBe('IMAGE_TOO_LARGE');
    const wrapped = Buffer.alloc(IMAGE_MAX_BYTES).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
    expect(decodePictureData(wrapped)).toHaveLength(IMAGE_MAX_BYTES);
    expect(codeOf(' '.repeat(IMAGE_MAX_BYTES * 2))).toBe('IMAGE_TOO_LARGE');
    expect(codeOf('%'.repeat(IMAGE_MAX_BYTES * 2))).toBe('IMAGE_TOO_LARGE');
  });
});

describe('pictureMediaType', () => {
  it.each([
    [[0xff, 0xd8], 'image/jpeg'],
    [[0x89, 0x50], 'image/png'],
    [[0x52, 0x49], 'image/webp'],
  ])('tells %j', (bytes, type) => {
    expect(pictureMediaType(Uint8Array.from(bytes))).toBe(type);
  });
});
