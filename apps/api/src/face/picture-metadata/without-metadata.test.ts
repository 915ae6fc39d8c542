import { decodeImage } from '@facegate/face-engine';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { EngineEncoder } from '../adapters/engine-encoder.js';
import { PictureEncoder } from '../picture-encoder.js';
import { withoutMetadata } from './without-metadata.js';

const SECRETS = ['Aurora Cam', 'SERIAL-4711', 'written by anna', '48/1', 'xmpmeta', 'thumbnail of the garden'];
const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- written by anna --></x:xmpmeta>';

/** For who must not need one. */
class NoEncoder extends PictureEncoder {
  override encode(): Promise<Buffer> {
    return Promise.reject(new Error('encoded anew'));
  }
}

const strip = (bytes: Uint8Array) => withoutMetadata(bytes, new NoEncoder());
const readable = (bytes: Buffer) => SECRETS.filter((secret) => bytes.includes(secret));

/** 90 × 60, another colour in each corner. */
async function pixels(): Promise<Sharp> {
  const data = Buffer.alloc(90 * 60 * 3);
  for (let at = 0; at < 90 * 60; at += 1) {
    data[at * 3] = (at % 90) * 2;
    data[at * 3 + 1] = Math.floor(at / 90) * 4;
    data[at * 3 + 2] = (at * 7) % 256;
  }
  return sharp(data, { raw: { width: 90, height: 60, channels: 3 } });
}

async function tagged(orientation = 1): Promise<Sharp> {
  return (await pixels())
    .withExif({
      IFD0: { Make: 'Aurora Cam', Artist: 'written by anna', Orientation: String(orientation) },
      IFD2: { BodySerialNumber: 'SERIAL-4711' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 8/1 0/1' },
    })
    .withXmp(XMP)
    .withMetadata({ orientation })
    .withIccProfile('p3');
}

const FORMATS: [string, (picture: Sharp) => Promise<Buffer>][] = [
  ['a baseline JPEG', (picture) => picture.jpeg({ quality: 90 }).toBuffer()],
  ['a progressive JPEG', (picture) => picture.jpeg({ progressive: true, mozjpeg: true }).toBuffer()],
  ['a PNG', (picture) => picture.png().toBuffer()],
  ['a PNG with a palette', (picture) => picture.png({ palette: true }).toBuffer()],
  ['a WebP', (picture) => picture.webp({ quality: 90 }).toBuffer()],
  ['a lossless WebP', (picture) => picture.webp({ lossless: true }).toBuffer()],
];

describe.each(FORMATS)('%s', (_name, encode) => {
  it.each([1, 3, 6, 8])(
    'of orientation %i keeps its pixels and the way it is turned, and nothing beside',
    async (turn) => {
      const original = await encode(await tagged(turn));
      expect(readable(original)).toEqual(expect.arrayContaining(['Aurora Cam', 'written by anna']));
      const clean = await strip(original);
      expect(readable(clean)).toEqual([]);
      const { exif, xmp, orientation = 1, icc } = await sharp(clean).metadata();
      expect([orientation, xmp]).toEqual([turn, undefined]);
      expect(exif?.length ?? 0).toBeLessThan(40);
      expect(icc).toBeDefined();
      expect(await decodeImage(clean)).toEqual(await decodeImage(original));
      expect((await strip(clean)).equals(clean)).toBe(true);
    },
  );

  it('without metadata comes back byte for byte', async () => {
    const plain = await encode(await pixels());
    expect((await strip(plain)).equals(plain)).toBe(true);
  });

  it('loses what comes after its end', async () => {
    const plain = await encode(await pixels());
    const clean = await strip(Buffer.concat([plain, Buffer.from('SERIAL-4711')]));
    expect(clean.equals(plain)).toBe(true);
  });

  it('that breaks off is made anew of its pixels, or keeps none of its metadata', async () => {
    const original = await encode(await tagged(6));
    for (let length = 12; length < original.length; length += 97) {
      const clean = await withoutMetadata(original.subarray(0, length), new EngineEncoder()).catch(() =>
        Buffer.alloc(0),
      );
      expect(readable(clean)).toEqual([]);
    }
  });
});

const segment = (marker: number, text: string) => {
  const body = Buffer.from(text, 'latin1');
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
};

describe('a JPEG', () => {
  let plain: Buffer;
  beforeAll(async () => {
    plain = await (await pixels()).jpeg().toBuffer();
  });
  const insert = (...parts: Buffer[]) => Buffer.concat([plain.subarray(0, 2), ...parts, plain.subarray(2)]);

  it.each([
    ['a comment', 0xfe, 'written by anna'],
    ['Photoshop’s segment', 0xed, 'Photoshop 3.0\0SERIAL-4711'],
    ['pictures in the picture (MPF)', 0xe2, 'MPF\0thumbnail of the garden'],
    ['a thumbnail (JFXX)', 0xe0, 'JFXX\0thumbnail of the garden'],
    ['a segment of its maker', 0xe4, 'Aurora Cam'],
    ['EXIF that is none', 0xe1, 'Exif\0\0SERIAL-4711'],
    ['EXIF whose directory is far away', 0xe1, 'Exif\0\0II*\0\xff\xff\xff\xffSERIAL-4711'],
    ['a colour transform that is too long', 0xee, `Adobe${'\0'.repeat(7)}SERIAL-4711`],
  ])('loses %s', async (_what, marker, text) => {
    const clean = await strip(insert(segment(marker, text)));
    expect(clean.equals(plain)).toBe(true);
  });

  it('loses the thumbnail in its JFIF header', async () => {
    const header = Buffer.concat([
      Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x08\x08', 'latin1'),
      Buffer.alloc(192, 'SERIAL-4711'),
    ]);
    const clean = await strip(insert(segment(0xe0, header.toString('latin1'))));
    expect(readable(clean)).toEqual([]);
    expect(await decodeImage(clean)).toEqual(await decodeImage(plain));
  });

  it('with stray and fill bytes between its segments is read as decoders do', async () => {
    const clean = await strip(insert(Buffer.from([0, 1, 2, 0xff, 0xff]), segment(0xfe, 'written by anna')));
    expect(clean.equals(plain)).toBe(true);
  });

  it('with restart markers keeps them', async () => {
    const dri = segment(0xdd, '\0\x01');
    const clean = await strip(insert(dri));
    expect(clean.includes(dri)).toBe(true);
  });
});

it('makes a picture anew whose container is not as its standard says', async () => {
  const png = await (await tagged(6)).png().toBuffer();
  const chunk = png.indexOf('eXIf') - 4;
  const broken = Buffer.from(png);
  broken.writeUInt32BE(0x7fff_ffff, chunk);
  await expect(strip(broken)).rejects.toThrow('encoded anew');
});
