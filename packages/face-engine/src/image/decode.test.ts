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
    const limits = { maxPixels: 640 * 480 - 1, maxSidePx: 1280 };
    await expect(decodeImage(jpeg, limits)).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE' });
    await expect(decodeImage(jpeg, { ...limits, maxPixels: 640 * 480 })).resolves.toMatchObject({ width: 640 });
  });
});
