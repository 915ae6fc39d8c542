import type { Box, RgbImage } from '../types.js';
import { samplePlanes } from './sample-planes.js';
import type { Similarity } from './similarity.js';

/** The part of the picture inside the box, after flooring it and clipping it at the edges; never empty. */
export function cropClipped(image: RgbImage, box: Box): { crop: RgbImage; x: number; y: number } {
  const x = clamp(Math.floor(box.x), 0, image.width - 1);
  const y = clamp(Math.floor(box.y), 0, image.height - 1);
  const right = clamp(Math.floor(box.x + box.width), x + 1, image.width);
  const bottom = clamp(Math.floor(box.y + box.height), y + 1, image.height);
  const width = right - x;
  const height = bottom - y;
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * image.width + x) * 3;
    data.set(image.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { crop: { width, height, data }, x, y };
}

/**
 * Draws a `width`×`height` picture whose pixel (u, v) is the source at `similarity(u, v)`; black outside of the source.
 * Averages over the target pixel's whole area when the source is finer, so that shrinking does not alias.
 */
export function warp(image: RgbImage, { a, b, tx, ty }: Similarity, width: number, height: number): RgbImage {
  const taps = Math.max(1, Math.min(8, Math.round(Math.hypot(a, b))));
  // The first sample lies in the middle of the first pixel's first part; a pixel's index is where its middle is.
  const middle = 0.5 / taps;
  const indices = { a, b, tx: tx + (a - b) * middle - 0.5, ty: ty + (b + a) * middle - 0.5 };
  const format = { scale: 1, offset: 0.5, outside: 'black' } as const;
  const planes = samplePlanes(image, indices, { width, height, taps, ...format });
  const plane = width * height;
  const data = new Uint8Array(plane * 3);
  for (let i = 0; i < plane; i++) {
    data[3 * i] = planes[i]!;
    data[3 * i + 1] = planes[plane + i]!;
    data[3 * i + 2] = planes[2 * plane + i]!;
  }
  return { width, height, data };
}

/** Left and right swapped. */
export function mirrored(image: RgbImage): RgbImage {
  const { width, height } = image;
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      const to = (y * width + width - 1 - x) * 3;
      data[to] = image.data[from]!;
      data[to + 1] = image.data[from + 1]!;
      data[to + 2] = image.data[from + 2]!;
    }
  }
  return { width, height, data };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
