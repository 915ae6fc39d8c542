import { deflateSync } from 'node:zlib';
import { personA } from '@facegate/test-footage';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { png, pngChunk, uint32, withChunks } from '../png.js';

const MEGABYTE = 1024 * 1024;

/** A real face in each format that is taken, small, so that hundreds of them are decoded in seconds. */
async function smallPictures(): Promise<Buffer[]> {
  const small = sharp(await personA.front.jpeg()).resize({ width: 240 });
  return Promise.all([
    small.clone().jpeg().toBuffer(),
    small.clone().png().toBuffer(),
    small.clone().webp().toBuffer(),
  ]);
}

/** Pictures with flipped bits, cut, doubled, joined to one of another format, or never a picture behind the first bytes. */
export async function spoiltPictures(): Promise<fc.Arbitrary<Buffer>> {
  const pictures = await smallPictures();
  const picture = fc.constantFrom(...pictures);
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((array) => Buffer.from(array));
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(picture, fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 24 }))
        .map(([original, flips]) => flipped(original, flips)),
    },
    // The first bytes carry the sizes, the tables and the flags.
    {
      weight: 3,
      arbitrary: fc
        .tuple(picture, fc.nat(120), bytes)
        .map(([original, at, foreign]) =>
          Buffer.concat([original.subarray(0, 12 + at), foreign, original.subarray(12 + at + foreign.length)]),
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(picture, place)
        .map(([original, at]) => original.subarray(0, Math.floor(original.length * at))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(picture, picture, place, place)
        .map(([one, other, end, start]) =>
          Buffer.concat([one.subarray(0, one.length * end), other.subarray(other.length * start)]),
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(picture, fc.uint8Array({ maxLength: 3000 }))
        .map(([original, noise]) => Buffer.concat([original.subarray(0, 12), noise])),
    },
  );
}

function flipped(original: Buffer, flips: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.from(original);
  for (const [place, bit] of flips) {
    const at = Math.floor(place * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  }
  return bytes;
}

const face = () => personA.otherFront.jpeg();
const pngFace = async () =>
  sharp(await face())
    .resize({ width: 320 })
    .png()
    .toBuffer();
const behind = async (text: string) => Buffer.concat([await face(), Buffer.from(text, 'latin1')]);
const zeros = (bytes: number) => deflateSync(Buffer.alloc(bytes), { level: 9 });

/** A JPEG segment right behind the start of the image. */
async function withSegment(marker: number, content: Buffer): Promise<Buffer> {
  const picture = await face();
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([picture.subarray(0, 2), Buffer.of(0xff, marker), length, content, picture.subarray(2)]);
}

/** EXIF whose only directory says that the next one is itself, and holds an entry of 4 GB. */
function loopingExif(): Buffer {
  const tiff = Buffer.from('4d4d002a000000080001010f0002ffffffff0000001a00000008', 'hex');
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

/** A WebP of very many frames of sixteen pixels. */
async function manyFrames(count: number): Promise<Buffer> {
  const side = 16;
  const pixels = Buffer.alloc(side * side * count * 3);
  for (let at = 0; at < pixels.length; at += 7) pixels[at] = at % 251;
  return sharp(pixels, { raw: { width: side, height: side * count, channels: 3, pageHeight: side } })
    .webp({ loop: 0, delay: 1 })
    .toBuffer();
}

/** Each is what somebody once broke a decoder with, or hid behind a picture. Made from real ones. */
export const HOSTILE_PICTURES: { name: string; make: () => Promise<Buffer> }[] = [
  { name: 'a JPEG with a zip behind it', make: () => behind('PK\x03\x04\x14\0\0\0\0\0a.txt PK\x05\x06\0\0\0\0') },
  { name: 'a JPEG with a page behind it', make: () => behind('<html><script>alert(document.cookie)</script>') },
  { name: 'a JPEG with a JAR behind it', make: () => behind('PK\x03\x04META-INF/MANIFEST.MF PK\x05\x06') },
  {
    name: 'a JPEG with a script in its comment',
    make: () => withSegment(0xfe, Buffer.from('*/=alert(1);/*<script>alert(1)</script><?php system($_GET[0]); ?>')),
  },
  {
    name: 'a GIF that is a JAR',
    make: () => Promise.resolve(Buffer.from('GIF89a/*\x00\x00*/=1;PK\x03\x04META-INF/MANIFEST.MF', 'latin1')),
  },
  {
    name: 'an SVG behind the first bytes of a JPEG',
    make: () =>
      Promise.resolve(
        Buffer.from(
          '\xff\xd8\xff\xe0<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>',
          'latin1',
        ),
      ),
  },
  {
    name: 'a PNG of 50,000 × 50,000 in a hundred bytes',
    make: () => Promise.resolve(png({ widthPx: 50_000, heightPx: 50_000 }, [pngChunk('IDAT', zeros(1))])),
  },
  {
    name: 'a PNG of 4 G × 4 G',
    make: () => Promise.resolve(png({ widthPx: 0x7fff_ffff, heightPx: 0x7fff_ffff }, [pngChunk('IDAT', zeros(1))])),
  },
  {
    name: 'a PNG without a pixel',
    make: () => Promise.resolve(png({ widthPx: 0, heightPx: 0 }, [pngChunk('IDAT', zeros(1))])),
  },
  {
    name: 'a PNG of 8 × 8 that unpacks to 128 MB',
    make: () => Promise.resolve(png({ widthPx: 8, heightPx: 8 }, [pngChunk('IDAT', zeros(128 * MEGABYTE))])),
  },
  {
    name: 'a PNG whose colour profile unpacks to 128 MB',
    make: async () =>
      withChunks(await pngFace(), [pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), zeros(128 * MEGABYTE)]))]),
  },
  {
    name: 'a PNG whose texts unpack to 128 MB',
    make: async () => {
      const text = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), zeros(16 * MEGABYTE)]));
      return withChunks(
        await pngFace(),
        Array.from({ length: 8 }, () => text),
      );
    },
  },
  {
    name: 'a PNG of ten thousand chunks',
    make: async () =>
      withChunks(
        await pngFace(),
        Array.from({ length: 10_000 }, () => pngChunk('tEXt', Buffer.from('k\0v'))),
      ),
  },
  {
    name: 'an APNG that says it has 2 G frames',
    make: async () => withChunks(await pngFace(), [pngChunk('acTL', Buffer.concat([uint32(0x7fff_ffff), uint32(0)]))]),
  },
  { name: 'a WebP of a thousand frames', make: () => manyFrames(1000) },
  { name: 'a JPEG with EXIF that points at itself', make: () => withSegment(0xe1, loopingExif()) },
  {
    name: 'a JPEG with a colour profile of nonsense',
    make: () =>
      withSegment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(60_000, 0xff)])),
  },
  {
    name: 'a progressive JPEG cut in its first scan',
    make: async () =>
      (
        await sharp(await face())
          .jpeg({ progressive: true })
          .toBuffer()
      ).subarray(0, 5000),
  },
  {
    name: 'a JPEG of 65,535 × 65,535',
    make: async () => {
      const bytes = Buffer.from(await face());
      const frame = bytes.indexOf(Buffer.of(0xff, 0xc0));
      bytes.writeUInt32BE(0xffff_ffff, frame + 5);
      return bytes;
    },
  },
  {
    name: 'a WebP that says it is 4 GB long',
    make: async () => {
      const bytes = await sharp(await face())
        .webp()
        .toBuffer();
      bytes.writeUInt32LE(0xffff_fffe, 4);
      return bytes;
    },
  },
  { name: 'the first three bytes of a JPEG', make: () => Promise.resolve(Buffer.of(0xff, 0xd8, 0xff)) },
];
