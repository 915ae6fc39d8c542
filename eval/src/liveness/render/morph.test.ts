import type { RgbImage } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { dotted, halfBall, SIZE } from './half-ball.test-support.js';
import { morphed } from './morph.js';
import type { PhotoFace } from './photo-face.js';

const at = ({ data }: RgbImage, x: number, y: number): number => data[(y * SIZE + x) * 3] ?? NaN;
const face = (dotX: number, dotY: number): PhotoFace => ({ image: dotted(dotX, dotY), mesh: halfBall() });

describe('a morph', () => {
  const [first, second] = [face(85, 90), face(115, 110)];

  it('of nothing of the second face is the first picture', () => {
    expect(Buffer.compare(morphed(first, second, 0).data, first.image.data)).toBe(0);
  });

  it('shows of each face its share, and about them the first picture alone', () => {
    const strange: PhotoFace = { ...second, image: { ...second.image, data: second.image.data.slice() } };
    strange.image.data.fill(255, 0, SIZE * 3 * 20);
    const morph = morphed(first, strange, 0.25);
    expect(at(morph, 85, 90)).toBe(Math.round(250 * 0.75 + 90 * 0.25));
    expect(at(morph, 115, 110)).toBe(Math.round(90 * 0.75 + 250 * 0.25));
    expect(at(morph, 100, 10)).toBe(90);
  });

  it('does not mind where in its picture the second face is, nor how bright', () => {
    const elsewhere: PhotoFace = {
      image: { ...second.image, data: dotted(135, 80).data.map((value) => value / 2) },
      mesh: second.mesh.map(({ x, y, z }) => ({ x: x + 20, y: y - 30, z })),
    };
    const morph = morphed(first, elsewhere, 0.5);
    expect(at(morph, 100, 120)).toBeCloseTo(90, -1);
    expect(at(morph, 115, 110)).toBeCloseTo(170, -1);
  });

  it('has the shape between the two', () => {
    const wide: PhotoFace = {
      ...first,
      image: dotted(136, 100),
      mesh: first.mesh.map(({ x, y, z }) => ({ x: SIZE / 2 + (x - SIZE / 2) * 1.2, y, z })),
    };
    // What is 30 to the right in the first one is 36 there, and 32.5 when both are as large.
    const morph = morphed({ ...first, image: dotted(130, 100) }, wide, 0.5);
    const row = Array.from({ length: 30 }, (_, i) => at(morph, 120 + i, 100) - 90);
    const middle =
      row.reduce((sum, light, i) => sum + light * (120.5 + i), 0) / row.reduce((sum, light) => sum + light);
    expect(middle - SIZE / 2).toBeGreaterThan(30.7);
    expect(middle - SIZE / 2).toBeLessThan(31.8);
  });
});
