import { deflateSync } from 'node:zlib';
import { personA } from '@facegate/test-footage';
import sharp, { type Sharp } from 'sharp';
import { png, pngChunk } from './png.js';

/** What a bad picture is, the code it must get, and its bytes. Each is made from a real one. */
export interface SpoiledPicture {
  name: string;
  codes: string[];
  make: () => Promise<Buffer>;
}

const good = () => personA.front.jpeg();

async function edit(change: (picture: Sharp) => Sharp): Promise<Buffer> {
  return change(sharp(await good()))
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Random bytes over the compressed data: the header stays whole. */
async function corrupt(): Promise<Buffer> {
  const bytes = Buffer.from(await good());
  for (let at = 700; at < bytes.length - 2; at += 97) bytes[at] = 0xff;
  return bytes;
}

/** 30,000 × 30,000 black pixels in a few hundred kilobytes of PNG, without ever holding them. */
function pixelBomb(): Promise<Buffer> {
  const sidePx = 30_000;
  const row = Buffer.alloc(1 + Math.ceil(sidePx / 8));
  const rows = Buffer.alloc(row.length * sidePx);
  return Promise.resolve(png({ widthPx: sidePx, heightPx: sidePx }, [pngChunk('IDAT', deflateSync(rows))]));
}

/** The first bytes of an iPhone's picture: an ISO base media file of brand `heic`. */
function heic(): Promise<Buffer> {
  const brands = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  return Promise.resolve(Buffer.concat([brands, Buffer.alloc(4096, 0x5a)]));
}

export const SPOILED_PICTURES: SpoiledPicture[] = [
  { name: 'text', codes: ['IMAGE_INVALID'], make: () => Promise.resolve(Buffer.from('this is not a picture')) },
  { name: 'truncated', codes: ['IMAGE_INVALID'], make: async () => (await good()).subarray(0, 9000) },
  { name: 'corrupt', codes: ['IMAGE_INVALID'], make: corrupt },
  { name: 'pixel bomb', codes: ['IMAGE_TOO_LARGE'], make: pixelBomb },
  { name: 'HEIC', codes: ['IMAGE_INVALID'], make: heic },
  {
    name: 'GIF',
    codes: ['IMAGE_INVALID'],
    make: async () =>
      sharp(await good())
        .gif()
        .toBuffer(),
  },
  {
    name: 'SVG',
    codes: ['IMAGE_INVALID'],
    make: () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
  },
  { name: 'tiny', codes: ['FACE_TOO_SMALL', 'NO_FACE'], make: () => edit((picture) => picture.resize(96)) },
  { name: 'one pixel', codes: ['NO_FACE', 'IMAGE_INVALID'], make: () => edit((picture) => picture.resize(1, 1)) },
  { name: 'dark', codes: ['TOO_DARK', 'NO_FACE'], make: () => edit((picture) => picture.linear(0.12, 0)) },
  { name: 'overexposed', codes: ['TOO_BRIGHT', 'NO_FACE'], make: () => edit((picture) => picture.linear(1, 190)) },
  { name: 'blurred', codes: ['BLURRED', 'NO_FACE'], make: () => edit((picture) => picture.blur(9)) },
  {
    name: 'cut off at the mouth',
    codes: ['FACE_CUT_OFF'],
    make: () => edit((picture) => picture.extract({ left: 0, top: 0, width: 640, height: 305 })),
  },
];
