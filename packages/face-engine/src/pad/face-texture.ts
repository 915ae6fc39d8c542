import type { Point, RgbImage } from '../types.js';
import { TEXELS, TEXTURE_SIDE } from './canonical-mesh.js';
import { faceThumbnail } from './face-thumbnail.js';

/** Pixels across the face from which the texture is sampled: a little more than the texture has. */
const SOURCE_SIDE = 72;

/**
 * The face as if seen from the front: luma at each texel of the canonical mesh, `TEXTURE_SIDE`² uint8, row by row, 0 outside of the face.
 * Where the head hides a part of itself the texture shows what lies in front of it.
 * @param points of the mesh, in pixels of the picture
 */
export function faceTexture(image: RgbImage, points: readonly Point[]): Uint8Array {
  const { luma, x, y, side } = faceThumbnail(image, points, SOURCE_SIDE);
  const scale = SOURCE_SIDE / side;
  const texture = new Uint8Array(TEXTURE_SIDE ** 2);
  for (const { index, corners, shares } of TEXELS) {
    let [u, v] = [0, 0];
    for (let corner = 0; corner < 3; corner++) {
      const point = points[corners[corner]!]!;
      u += shares[corner]! * point.x;
      v += shares[corner]! * point.y;
    }
    texture[index] = bilinear(luma, (u - x) * scale - 0.5, (v - y) * scale - 0.5) + 0.5;
  }
  return texture;
}

function bilinear(luma: Uint8Array, x: number, y: number): number {
  const column = Math.min(SOURCE_SIDE - 2, Math.max(0, Math.floor(x)));
  const row = Math.min(SOURCE_SIDE - 2, Math.max(0, Math.floor(y)));
  const fx = Math.min(1, Math.max(0, x - column));
  const fy = Math.min(1, Math.max(0, y - row));
  const at = row * SOURCE_SIDE + column;
  const upper = luma[at]! * (1 - fx) + luma[at + 1]! * fx;
  const lower = luma[at + SOURCE_SIDE]! * (1 - fx) + luma[at + SOURCE_SIDE + 1]! * fx;
  return upper * (1 - fy) + lower * fy;
}
