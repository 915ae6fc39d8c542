import { expect, it } from 'vitest';
import { blurOf } from './sharpness.js';

const SIDE = 64;
const draw = (value: (x: number, y: number) => number): Float32Array =>
  Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i % SIDE, Math.floor(i / SIDE)));

const board = (low: number, high: number): Float32Array => draw((x, y) => (((x >> 3) + (y >> 2)) % 2 ? high : low));

it('a checkerboard is sharp, a slope is blurred, a flat wall is wholly blurred', () => {
  const checkerboard = blurOf(
    draw((x, y) => ((x >> 2) + (y >> 2)) % 2),
    SIDE,
    SIDE,
  );
  const slope = blurOf(
    draw((x, y) => x + y),
    SIDE,
    SIDE,
  );
  expect(checkerboard).toBeLessThan(0.3);
  expect(slope).toBeGreaterThan(0.8);
  expect(
    blurOf(
      draw(() => 0.5),
      SIDE,
      SIDE,
    ),
  ).toBe(1);
});

it('neither exposure nor contrast changes it', () => {
  expect(blurOf(board(0.1, 0.2), SIDE, SIDE)).toBeCloseTo(blurOf(board(0, 1), SIDE, SIDE), 5);
});

it('judges by the worse direction: stripes smeared along themselves are sharp across only', () => {
  const smeared = draw((x, y) => ((x >> 2) % 2) + y / SIDE);
  expect(blurOf(smeared, SIDE, SIDE)).toBeGreaterThan(0.8);
});
