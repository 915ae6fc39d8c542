import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../types.js';
import { resize, resizeToFit } from './resize.js';

/** Values that look random, the same ones each time. */
function noise(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => Math.imul(i + 1, 0x9e_37_79_b1) >>> 24);
  return { width, height, data };
}

/** The triangle's weight of every source pixel for one target pixel. */
function triangle(target: number, sourceSize: number, targetSize: number): number[] {
  const ratio = sourceSize / targetSize;
  const centre = (target + 0.5) * ratio - 0.5;
  const weights = Array.from({ length: sourceSize }, (_, i) =>
    Math.max(0, 1 - Math.abs(i - centre) / Math.max(1, ratio)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The same in plain arithmetic, not rounded. */
function plainResize(image: RgbImage, width: number, height: number): number[] {
  const columns = Array.from({ length: width }, (_, u) => triangle(u, image.width, width));
  const rows = Array.from({ length: height }, (_, v) => triangle(v, image.height, height));
  return rows.flatMap((row) =>
    columns.flatMap((column) =>
      [0, 1, 2].map((channel) =>
        row.reduce(
          (sum, share, y) =>
            sum +
            share *
              column.reduce((part, of, x) => part + of * (image.data[(y * image.width + x) * 3 + channel] ?? NaN), 0),
          0,
        ),
      ),
    ),
  );
}

describe('resizes', () => {
  it.each([
    [31, 44, 19, 23],
    [90, 70, 7, 5],
    [9, 7, 20, 31],
    [1, 1, 4, 3],
    [5, 2, 1, 1],
    [8, 40, 16, 10],
  ])('%i × %i to %i × %i as plain arithmetic does', (fromWidth, fromHeight, width, height) => {
    const image = noise(fromWidth, fromHeight);
    const resized = resize(image, width, height);
    const expected = plainResize(image, width, height);
    expect(resized).toMatchObject({ width, height });
    expect(resized.data).toHaveLength(expected.length);
    const farthest = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (resized.data[i] ?? NaN))), 0);
    expect(farthest).toBeLessThan(0.501);
  });

  it('white to white: nothing runs over', () => {
    const white = { width: 33, height: 21, data: new Uint8Array(33 * 21 * 3).fill(255) };
    expect(new Set(resize(white, 10, 40).data)).toEqual(new Set([255]));
  });

  it('to fit, with its proportions', () => {
    expect(resizeToFit(noise(64, 48), 16)).toMatchObject({ width: 16, height: 12 });
    expect(resizeToFit(noise(3, 300), 30)).toMatchObject({ width: 1, height: 30 });
  });
});
