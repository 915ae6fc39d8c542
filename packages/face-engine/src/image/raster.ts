import type { Box, RgbImage } from '../types.js';
import { samplePlanes } from './sample-kernel.js';
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

/** Shrinks or grows to fit inside `side`×`side`, keeping the proportions. Averages when shrinking, bilinear when growing. */
export function resizeToFit(image: RgbImage, side: number): RgbImage {
  const scale = side / Math.max(image.width, image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return resize(image, width, height);
}

export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const columns = weights(image.width, width);
  const rows = weights(image.height, height);
  // Columns first, into floats: each source pixel is read once.
  const narrow = new Float32Array(width * image.height * 3);
  for (let y = 0; y < image.height; y++) {
    for (let u = 0; u < width; u++) {
      const { from, share } = columns[u]!;
      let r = 0;
      let g = 0;
      let bl = 0;
      for (let k = 0; k < share.length; k++) {
        const at = (y * image.width + from + k) * 3;
        const w = share[k]!;
        r += image.data[at]! * w;
        g += image.data[at + 1]! * w;
        bl += image.data[at + 2]! * w;
      }
      const to = (y * width + u) * 3;
      narrow[to] = r;
      narrow[to + 1] = g;
      narrow[to + 2] = bl;
    }
  }
  const data = new Uint8Array(width * height * 3);
  const line = new Float32Array(width * 3);
  for (let v = 0; v < height; v++) {
    const { from, share } = rows[v]!;
    line.fill(0.5);
    for (let k = 0; k < share.length; k++) {
      const w = share[k]!;
      const start = (from + k) * width * 3;
      for (let i = 0; i < line.length; i++) line[i]! += narrow[start + i]! * w;
    }
    data.set(line, v * width * 3);
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

/** For each target pixel the run of source pixels under a triangle filter as wide as the larger of both pixels. */
function weights(sourceSize: number, targetSize: number): { from: number; share: Float32Array }[] {
  const ratio = sourceSize / targetSize;
  const reach = Math.max(1, ratio);
  return Array.from({ length: targetSize }, (_, target) => {
    const centre = (target + 0.5) * ratio - 0.5;
    const from = clamp(Math.ceil(centre - reach), 0, sourceSize - 1);
    const to = clamp(Math.floor(centre + reach), from, sourceSize - 1);
    const share = new Float32Array(to - from + 1);
    let total = 0;
    for (let k = 0; k < share.length; k++) {
      const w = Math.max(1e-6, 1 - Math.abs(from + k - centre) / reach);
      share[k] = w;
      total += w;
    }
    for (let k = 0; k < share.length; k++) share[k]! /= total;
    return { from, share };
  });
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
