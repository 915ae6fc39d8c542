import sharp, { type Sharp } from 'sharp';
import { personA } from '@facegate/test-footage';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeImage, DEFAULT_DECODE_LIMITS } from './decode.js';
import type { RgbImage } from '../types.js';

let jpeg: Buffer;
let upright: RgbImage;

beforeAll(async () => {
  jpeg = await personA.front.jpeg();
  upright = await decodeImage(jpeg);
});

/** Mean absolute difference of two pictures of one size, 0…255. */
function difference(one: RgbImage, other: RgbImage): number {
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  const sum = one.data.reduce((total, value, i) => total + Math.abs(value - (other.data[i] ?? Number.NaN)), 0);
  return sum / one.data.length;
}

describe('decodes', () => {
  it('a JPEG to RGB uint8', () => {
    expect([upright.width, upright.height]).toEqual([640, 480]);
    expect(upright.data).toHaveLength(640 * 480 * 3);
  });

  it.each([
    ['PNG', (picture: Sharp) => picture.png()],
    ['16-bit PNG', (picture: Sharp) => picture.toColourspace('rgb16').png()],
    ['PNG with an opaque alpha channel', (picture: Sharp) => picture.ensureAlpha().png()],
    ['WebP', (picture: Sharp) => picture.webp({ quality: 95 })],
    ['CMYK JPEG', (picture: Sharp) => picture.toColourspace('cmyk').jpeg({ quality: 95 })],
  ])('a %s to the same picture', async (_name, encode) => {
    const decoded = await decodeImage(await encode(sharp(jpeg)).toBuffer());
    expect(difference(decoded, upright)).toBeLessThan(6);
  });

  it('a greyscale JPEG to three equal channels', async () => {
    const { data } = await decodeImage(await sharp(jpeg).greyscale().jpeg().toBuffer());
    expect(data).toHaveLength(640 * 480 * 3);
    expect(data[0]).toBe(data[1]);
    expect(data[1]).toBe(data[2]);
  });

  it('what is transparent as white', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(new Set((await decodeImage(clear)).data)).toEqual(new Set([255]));
  });

  it('the first frame of an animated WebP', async () => {
    const frames = await Promise.all([sharp(jpeg).raw().toBuffer(), sharp(jpeg).negate().raw().toBuffer()]);
    const animated = await sharp(Buffer.concat(frames), {
      raw: { width: 640, height: 960, channels: 3, pageHeight: 480 },
    })
      .webp({ quality: 95 })
      .toBuffer();
    expect((await sharp(animated).metadata()).pages).toBe(2);
    expect(difference(await decodeImage(animated), upright)).toBeLessThan(6);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i upright', async (orientation) => {
    const stored = await storedAs(jpeg, orientation);
    expect(difference(await decodeImage(stored), upright)).toBeLessThan(4);
  });

  it('a large picture shrunk to its longest side', async () => {
    const large = await sharp(jpeg).resize(4000, 3000).jpeg().toBuffer();
    expect(await decodeImage(large)).toMatchObject({ width: DEFAULT_DECODE_LIMITS.maxSidePx, height: 960 });
  });
});

const inserted = (bytes: Buffer, at: number, stray: number[]) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(stray), bytes.subarray(at)]);
const marker = (bytes: Buffer, code: number) => bytes.indexOf(Buffer.of(0xff, code));

/** The range of coefficients in the scan's header as Samsung's cameras write it. */
const zeroed = (bytes: Buffer) => {
  const copy = Buffer.from(bytes);
  const scan = marker(copy, 0xda);
  const end = scan + 2 + copy.readUInt16BE(scan + 2);
  return copy.fill(0, end - 3, end);
};

/** As cameras and programs write them, and every viewer shows them. */
describe('reads past', () => {
  const odd: [string, (bytes: Buffer) => Buffer][] = [
    ['zeros at the end of the scan header', zeroed],
    ['a stray byte before the tables', (bytes) => inserted(bytes, marker(bytes, 0xdb), [7])],
    ['stray bytes before the frame', (bytes) => inserted(bytes, marker(bytes, 0xc0), [0, 0, 0])],
    ['stray bytes before the scan', (bytes) => inserted(bytes, marker(bytes, 0xda), [1, 2])],
    ['an escaped byte before the scan', (bytes) => inserted(bytes, marker(bytes, 0xda), [0xff, 0])],
    ['stray bytes before the end', (bytes) => inserted(bytes, bytes.length - 2, [9, 9, 9])],
    ['bytes after the end', (bytes) => Buffer.concat([bytes, Buffer.from('and a film')])],
    ['zeros in the header and stray bytes', (bytes) => zeroed(inserted(bytes, marker(bytes, 0xc0), [1]))],
  ];

  it.each(odd)('%s', async (_name, make) => {
    expect(difference(await decodeImage(make(jpeg)), upright)).toBe(0);
  });

  it.each(odd.slice(0, 4))('%s, but not what is torn besides', async (_name, make) => {
    await expect(decodeImage(make(overwritten(jpeg)))).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    await expect(decodeImage(make(jpeg).subarray(0, jpeg.length / 2))).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
  });

  it('stray bytes between the scans of a progressive JPEG', async () => {
    const progressive = await sharp(jpeg).jpeg({ progressive: true, quality: 95 }).toBuffer();
    const last = progressive.lastIndexOf(Buffer.of(0xff, 0xda));
    const whole = await decodeImage(progressive);
    expect(difference(await decodeImage(inserted(progressive, last, [1, 2])), whole)).toBe(0);
  });
});

/** The picture stored turned or mirrored, with the EXIF orientation that says how to undo it. */
async function storedAs(picture: Buffer, orientation: number): Promise<Buffer> {
  const turn = { 3: 180, 4: 180, 5: 270, 6: 270, 7: 90, 8: 90 }[orientation] ?? 0;
  const mirror = [2, 4, 5, 7].includes(orientation);
  const mirrored = await (mirror ? sharp(picture).flop() : sharp(picture)).png().toBuffer();
  return await sharp(mirrored).rotate(turn).withMetadata({ orientation }).jpeg({ quality: 97 }).toBuffer();
}

function overwritten(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, damaged.length / 2, damaged.length / 2 + 2000);
  return damaged;
}

describe('refuses with IMAGE_INVALID', () => {
  const invalid: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ['nothing', () => new Uint8Array()],
    ['text', () => Buffer.from('This is not a picture.')],
    ['a JPEG cut in the middle', () => jpeg.subarray(0, jpeg.length / 2)],
    ['a JPEG whose header is all there is', () => jpeg.subarray(0, 24)],
    ['a JPEG with its middle overwritten', () => overwritten(jpeg)],
    ['a cut PNG', async () => (await sharp(jpeg).png().toBuffer()).subarray(0, 40_000)],
    ['a cut WebP', async () => (await sharp(jpeg).webp().toBuffer()).subarray(0, 4000)],
    ['a GIF', () => sharp(jpeg).gif().toBuffer()],
    ['a TIFF', () => sharp(jpeg).tiff().toBuffer()],
    ['an AVIF', () => sharp(jpeg).resize(64).avif().toBuffer()],
    ['a HEIC', () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
    ['a BMP', () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)])],
    ['an ICO', () => Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0])],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ];
  it.each(invalid)('%s', async (_name, bytes) => {
    await expect(decodeImage(await bytes())).rejects.toMatchObject({
      name: 'EngineError',
      code: 'IMAGE_INVALID',
    });
  });
});

const limits = (jpegPixels: number) => ({ maxPixels: { jpeg: jpegPixels, png: 1, webp: 1 }, maxSidePx: 1280 });

const grey = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'grey' }, limitInputPixels: false });

describe('refuses with IMAGE_TOO_LARGE', () => {
  it('a small file of very many pixels, before it decodes them', async () => {
    const bomb = await sharp({
      create: { width: 8000, height: 8000, channels: 3, background: 'grey' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9, palette: true, colours: 2 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const start = performance.now();
    await expect(decodeImage(bomb)).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('one pixel more than the limit', async () => {
    await expect(decodeImage(jpeg, limits(640 * 480 - 1))).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    await expect(decodeImage(jpeg, limits(640 * 480))).resolves.toMatchObject({ width: 640 });
  });

  it.each([
    ['a PNG of 13 million pixels', () => grey(4000, 3250).png()],
    ['a WebP of 2 kB and 49.98 million pixels', () => grey(8160, 6125).webp({ lossless: true, effort: 0 })],
    ['a JPEG of 53 million pixels', () => grey(8600, 6200).jpeg()],
    ['a progressive JPEG of 50 million pixels in ten scans', () => grey(8160, 6144).jpeg({ progressive: true })],
  ])('%s', async (_name, picture) => {
    await expect(decodeImage(await picture().toBuffer())).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
  });

  it.each([
    ['what a camera calls 50 megapixels', () => grey(8192, 6144).jpeg()],
    ['what a camera calls 12 megapixels, as PNG', () => grey(4032, 3024).png()],
    ['what a camera calls 12 megapixels, as WebP', () => grey(4032, 3024).webp({ effort: 0 })],
    ['a progressive JPEG of 24 million pixels', () => grey(6000, 4000).jpeg({ progressive: true })],
  ])('but not %s', async (_name, picture) => {
    await expect(decodeImage(await picture().toBuffer())).resolves.toMatchObject({ width: 1280 });
  });
});
