import { IMAGE_HEAD_BYTES, imageKindOf } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('imageKindOf', () => {
  it.each([
    ['image/jpeg', '\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF'],
    ['image/jpeg', '\u00FF\u00D8\u00FF\u00DB'],
    ['image/png', '\u0089PNG\r\n\u001A\n\0\0\0\rIHDR'],
    ['image/webp', 'RIFF\u0010\0\0\0WEBPVP8 '],
  ])('knows an %s by its first bytes', (kind, head) => {
    expect(imageKindOf(bytes(head))).toBe(kind);
    expect(imageKindOf(bytes(head).subarray(0, IMAGE_HEAD_BYTES))).toBe(kind);
  });

  it.each([
    ['nothing', ''],
    ['a JPEG that is cut within its mark', '\u00FF\u00D8'],
    ['a PNG whose line ends were changed', '\u0089PNG\n\u001A\n\0\0\0\rIHDR'],
    ['a WAV', 'RIFF\u0010\0\0\0WAVEfmt '],
    ['a WebP that is cut within its mark', 'RIFF\u0010\0\0\0WEB'],
    ['a GIF', 'GIF89a\u0001\0\u0001\0'],
    ['an HEIC', '\0\0\0\u0018ftypheic'],
    ['an SVG', '<svg xmlns='],
  ])('takes %s for none', (_name, head) => {
    expect(imageKindOf(bytes(head))).toBeUndefined();
  });
});
