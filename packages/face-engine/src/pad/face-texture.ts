import type { Point, RgbImage } from '../types.js';
import { bilinear } from './bilinear.js';
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
    texture[index] = bilinear(luma, SOURCE_SIDE, (u - x) * scale - 0.5, (v - y) * scale - 0.5) + 0.5;
  }
  return texture;
}
