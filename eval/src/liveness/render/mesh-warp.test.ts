import type { RgbImage } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { withEyesOf } from './borrowed-eyes.js';
import { dotted, halfBall, SIZE } from './half-ball.test-support.js';
import { EYE_SURROUNDINGS } from './mesh-regions.js';
import { WarpedPhoto, type WarpVariant } from './mesh-warp.js';
import type { MeshPoint, PhotoFace } from './photo-face.js';

const PLAIN: WarpVariant = { depth: 1, quality: [85, 85] };
const ball = (): PhotoFace => ({ image: dotted(SIZE / 2, SIZE / 2), mesh: halfBall() });

/** Where the white dot went. */
function dot({ data }: RgbImage): { x: number; y: number } {
  let [x, y, count] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 3) {
    if ((data[i] ?? 0) < 170) continue;
    x += (i / 3) % SIZE;
    y += Math.floor(i / 3 / SIZE);
    count++;
  }
  return { x: x / count, y: y / count };
}

const left = (image: RgbImage): number => image.data[(100 * SIZE + 70) * 3] ?? NaN;

/** The mesh with its eyes there. */
const around = (mesh: readonly MeshPoint[], x: number, y: number): MeshPoint[] => {
  const moved = [...mesh];
  for (const [eye, surroundings] of EYE_SURROUNDINGS.entries()) {
    for (const [i, index] of surroundings.entries()) {
      const angle = (i / surroundings.length) * 2 * Math.PI;
      moved[index] = { x: x + eye * 30 + 12 * Math.cos(angle), y: y + 8 * Math.sin(angle), z: 0 };
    }
  }
  return moved;
};

describe('a photograph that its mesh turns', () => {
  const photo = ball();
  const head = new WarpedPhoto(photo);

  it('is itself when it is not turned', () => {
    const { data } = head.turned(0, 0, PLAIN);
    expect(Math.max(...data.map((value, i) => Math.abs(value - (photo.image.data[i] ?? NaN))))).toBeLessThanOrEqual(1);
  });

  it('brings what is nearest to the side that it turns to, and up', () => {
    const { x, y } = dot(head.turned(20, 0, PLAIN));
    expect(x).toBeGreaterThan(SIZE / 2 + 20);
    expect(y).toBeCloseTo(SIZE / 2, -1);
    expect(dot(head.turned(-20, 0, PLAIN)).x).toBeLessThan(SIZE / 2 - 20);
    expect(dot(head.turned(0, 15, PLAIN)).y).toBeLessThan(SIZE / 2 - 15);
  });

  it('goes further with more depth', () => {
    expect(dot(head.turned(20, 0, { ...PLAIN, depth: 1.4 })).x).toBeGreaterThan(dot(head.turned(20, 0, PLAIN)).x + 4);
  });

  it('leaves the edges of the picture alone', () => {
    const { data } = head.turned(25, 0, PLAIN);
    expect(data.slice(0, SIZE * 3)).toEqual(photo.image.data.slice(0, SIZE * 3));
  });

  it('gets brighter on the side that turns to the light', () => {
    const light = { x: -0.7, y: 0, z: -0.7, ambient: 0.4 };
    expect(left(head.turned(0, 0, { ...PLAIN, light }))).toBe(90);
    // The left part of the picture now looks away from where it looked: towards the light no more, or more.
    expect(left(head.turned(20, 0, { ...PLAIN, light }))).not.toBe(90);
  });
});

describe('borrowed eyes', () => {
  it('are pasted where the eyes are, in the colours of the photograph, and nowhere else', () => {
    const photo = ball();
    const donor = { image: dotted(40, 50), mesh: around(photo.mesh, 40, 50) };
    const { data } = withEyesOf({ image: dotted(150, 150), mesh: around(photo.mesh, 120, 80) }, donor);
    expect(data[(80 * SIZE + 120) * 3]).toBeGreaterThan(200);
    expect(data[(50 * SIZE + 40) * 3]).toBe(90);
  });
});
