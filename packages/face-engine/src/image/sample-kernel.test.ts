import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../types.js';
import { samplePlanes, type Sampling } from './sample-kernel.js';
import type { Similarity } from './similarity.js';

/** Values that look random, the same ones each time. */
function noise(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.imul(i + 1, 0x9e_37_79_b1) >>> 24);
  return { width, height, data };
}

/** The same in plain arithmetic. */
function plainPlanes(image: RgbImage, { a, b, tx, ty }: Similarity, sampling: Sampling): number[] {
  const { width, height, taps, scale, offset, outside } = sampling;
  const steps = Array.from({ length: taps }, (_, i) => i / taps);
  const pixel = (channel: number, u: number, v: number): number => {
    const samples = steps.flatMap((dv) =>
      steps.map((du) => {
        const x = a * (u + du) - b * (v + dv) + tx;
        const y = b * (u + du) + a * (v + dv) + ty;
        if (outside === 'black') return bilinear(image, channel, x, y);
        return bilinear(image, channel, clamp(x, image.width - 1), clamp(y, image.height - 1));
      }),
    );
    return (samples.reduce((sum, value) => sum + value, 0) / samples.length) * scale + offset;
  };
  return Array.from({ length: 3 * width * height }, (_, i) =>
    pixel(Math.floor(i / (width * height)), i % width, Math.floor(i / width) % height),
  );
}

function bilinear({ width, height, data }: RgbImage, channel: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const at = (u: number, v: number): number =>
    u >= 0 && v >= 0 && u < width && v < height ? (data[(v * width + u) * 3 + channel] ?? Number.NaN) : 0;
  const along = (v: number): number => at(column, v) * (column + 1 - x) + at(column + 1, v) * (x - column);
  return along(row) * (row + 1 - y) + along(row + 1) * (y - row);
}

const clamp = (value: number, high: number): number => Math.min(high, Math.max(0, value));

function farthest(image: RgbImage, similarity: Similarity, sampling: Sampling): number {
  const expected = plainPlanes(image, similarity, sampling);
  const planes = samplePlanes(image, similarity, sampling);
  expect(planes).toHaveLength(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (planes[i] ?? Infinity))), 0);
}

const SIMILARITIES: [string, Similarity][] = [
  ['inside', { a: 0.7, b: 0.1, tx: 5.3, ty: 2.9 }],
  ['turned over all edges', { a: -1.3, b: 1.9, tx: 40.5, ty: -9.25 }],
  ['from corner to corner', { a: 2, b: 0, tx: 0, ty: 0 }],
  ['wholly outside, left and above', { a: 1, b: 0.2, tx: -500, ty: -900 }],
  ['wholly outside, right and below', { a: 1, b: 0.2, tx: 500, ty: 900 }],
];

describe.each(['black', 'edge'] as const)('samples with %s outside', (outside) => {
  it.each(SIMILARITIES)('%s as plain arithmetic does', (_name, similarity) => {
    for (const taps of [1, 2, 3]) {
      const sampling = { width: 23, height: 17, taps, scale: 1, offset: 0, outside };
      expect(farthest(noise(47, 35), similarity, sampling)).toBeLessThan(0.02);
    }
  });

  it('a picture of one pixel', () => {
    const sampling = { width: 5, height: 5, taps: 1, scale: 2 / 255, offset: -1, outside };
    expect(farthest(noise(1, 1), { a: 0.5, b: 0.1, tx: -1.2, ty: -1.1 }, sampling)).toBeLessThan(1e-4);
  });
});

it('a picture larger than the memory so far, and a small one after it', () => {
  const sampling = { width: 8, height: 6, taps: 1, scale: 1, offset: 0, outside: 'black' } as const;
  for (const [width, height] of [
    [900, 700],
    [9, 7],
  ] as const) {
    const whole = { a: width / 8, b: 0, tx: -0.4, ty: 0.3 };
    expect(farthest(noise(width, height), whole, sampling)).toBeLessThan(0.02);
  }
});
