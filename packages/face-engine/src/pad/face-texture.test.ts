import { describe, expect, it } from 'vitest';
import type { Point, RgbImage } from '../types.js';
import { CANONICAL_MESH, TEXELS, TEXTURE_SIDE } from './canonical-mesh.js';
import { faceTexture } from './face-texture.js';

interface Placing {
  /** Pixels a centimetre. */
  across: number;
  down: number;
  x: number;
  y: number;
}

const WIDTH = 640;
const HEIGHT = 480;

/** Luma at a place of the face, in centimetres: a slope and a wave that a texel resolves. */
const lumaAt = (x: number, y: number): number => 120 + 4 * x + 3 * y + 25 * Math.sin(x * 0.9) * Math.cos(y * 0.7);

const verticesOf = (index: number): readonly [number, number] => [
  CANONICAL_MESH.vertices.at(3 * index)!,
  CANONICAL_MESH.vertices.at(3 * index + 1)!,
];

const pointsAt = ({ across, down, x, y }: Placing): Point[] =>
  Array.from({ length: CANONICAL_MESH.vertices.length / 3 }, (_, index) => {
    const [cmX, cmY] = verticesOf(index);
    return { x: x + across * cmX, y: y - down * cmY };
  });

function pictureOf({ across, down, x, y }: Placing): RgbImage {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const luma = Math.round(lumaAt((column + 0.5 - x) / across, (y - row - 0.5) / down));
      data.fill(luma, (row * WIDTH + column) * 3, (row * WIDTH + column + 1) * 3);
    }
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const wanted = TEXELS.map(({ index, corners, shares }) => {
  const along = (axis: 0 | 1): number =>
    corners.reduce((sum, corner, at) => sum + shares.at(at)! * verticesOf(corner)[axis], 0);
  return { index, luma: lumaAt(along(0), along(1)) };
});

describe('the texture of a face', () => {
  it.each<[string, Placing]>([
    ['in the middle', { across: 20, down: 20, x: 320, y: 240 }],
    ['near the corner', { across: 20, down: 20, x: 170, y: 300 }],
    ['small', { across: 9, down: 9, x: 400, y: 200 }],
    ['large', { across: 24, down: 24, x: 300, y: 235 }],
    ['narrowed', { across: 14, down: 20, x: 320, y: 240 }],
  ])('is the same for a face %s', (_name, placing) => {
    const texture = faceTexture(pictureOf(placing), pointsAt(placing));
    const errors = wanted.map(({ index, luma }) => Math.abs(texture.at(index)! - luma));
    expect(Math.max(...errors)).toBeLessThan(5);
    expect(errors.reduce((sum, error) => sum + error) / errors.length).toBeLessThan(1);
  });

  it('is 0 outside of the face', () => {
    const placing = { across: 20, down: 20, x: 320, y: 240 };
    const texture = faceTexture(pictureOf(placing), pointsAt(placing));
    const inside = new Set(TEXELS.map(({ index }) => index));
    expect(texture).toHaveLength(TEXTURE_SIDE ** 2);
    expect(texture.every((luma, index) => inside.has(index) === luma > 0)).toBe(true);
  });
});
