import { loadEngine } from '@facegate/face-engine';
import type { Picture } from '@facegate/test-footage';
import sharp from 'sharp';

const SIZE = 480;
/** Where the middle between the eyes comes to lie, and how far apart they are. */
const EYES = { x: SIZE / 2, y: 200, apart: 100 };

/** One face out of two people's, laid over each other by their eyes. @param share of the first one, 0…1 */
export async function morph(one: Picture, other: Picture, share: number): Promise<Buffer> {
  const [first, second] = [await aligned(one), await aligned(other)];
  const mixed = Buffer.from(first.map((value, at) => Math.round(share * value + (1 - share) * second[at]!)));
  return sharp(mixed, { raw: { width: SIZE, height: SIZE, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** RGB, turned, scaled and cut so that the eyes are where {@link EYES} says; what is outside repeats the edge. */
async function aligned(picture: Picture): Promise<Buffer> {
  const jpeg = await picture.jpeg();
  const { pipeline } = await loadEngine({ engine: 'sface' });
  const face = (await pipeline.extract(jpeg, { embed: 'none' })).faces[0];
  if (!face) throw new Error(`no face in ${picture.name}`);
  const { leftEye, rightEye } = face.landmarks;
  const [dx, dy] = [leftEye.x - rightEye.x, leftEye.y - rightEye.y];
  const [cos, sin] = [dx / EYES.apart, dy / EYES.apart];
  const { data, info } = await sharp(jpeg).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const out = Buffer.alloc(SIZE * SIZE * 3);
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const [u, v] = [x - EYES.x, y - EYES.y];
      const fromX = Math.round((leftEye.x + rightEye.x) / 2 + cos * u - sin * v);
      const fromY = Math.round((leftEye.y + rightEye.y) / 2 + sin * u + cos * v);
      const from = (within(fromY, info.height) * info.width + within(fromX, info.width)) * info.channels;
      data.copy(out, (y * SIZE + x) * 3, from, from + 3);
    }
  return out;
}

const within = (at: number, length: number): number => Math.min(length - 1, Math.max(0, at));
