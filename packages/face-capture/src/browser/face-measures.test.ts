import { describe, expect, test } from 'vitest';
import { measureFace } from './face-measures.js';
import { fitWithin } from './picture.js';

const SIZE = 16;
const picture = (luma: (x: number, y: number) => number): Uint8ClampedArray => {
  const rgba = new Uint8ClampedArray(SIZE * SIZE * 4);
  for (let i = 0; i < SIZE * SIZE; i++) rgba.fill(luma(i % SIZE, Math.floor(i / SIZE)), i * 4, i * 4 + 3);
  return rgba;
};

describe('measures of a face', () => {
  test('a grey wall is as bright as it is, and not sharp', () => {
    const { brightness, sharpness } = measureFace(
      picture(() => 128),
      SIZE,
    );
    expect(brightness).toBeCloseTo(0.5, 2);
    expect(sharpness).toBeCloseTo(0);
  });

  test('a smooth ramp is less sharp than an edge', () => {
    const ramp = measureFace(
      picture((x) => x * 8),
      SIZE,
    ).sharpness;
    const edge = measureFace(
      picture((x) => (x < 8 ? 40 : 200)),
      SIZE,
    ).sharpness;
    expect(ramp).toBeLessThan(0.05);
    expect(edge).toBe(1);
  });
});

describe('picture size', () => {
  test('shrinks the longer side, keeps the shape, never grows', () => {
    expect(fitWithin(4000, 3000, 1280)).toEqual({ width: 1280, height: 960 });
    expect(fitWithin(720, 1280, 640)).toEqual({ width: 360, height: 640 });
    expect(fitWithin(300, 200, 1280)).toEqual({ width: 300, height: 200 });
  });
});
