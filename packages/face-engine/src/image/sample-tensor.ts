import type { RgbImage } from '../types.js';
import type { Similarity } from './raster.js';

export interface TensorFormat {
  /** `channels-last` is height × width × 3, `channels-first` 3 × height × width. */
  layout: 'channels-last' | 'channels-first';
  /** A value of 0…255 becomes `value · scale + offset`. */
  scale: number;
  offset: number;
  /** What lies outside of the source: black, or its outermost pixels drawn on. */
  outside: 'black' | 'edge';
}

/**
 * Draws a `side`×`side` picture straight into a float32 RGB tensor, as MediaPipe does on a CPU (OpenCV's warpPerspective), so
 * that its models see here what they see in the browser: one bilinear sample a pixel, and `similarity` takes the index
 * of a pixel to an index, without the half pixel between a pixel's corner and its centre that {@link warp} minds (with
 * it the landmarks are off by up to 1.6 % of the distance between the eyes).
 */
export function sampleTensor(
  image: RgbImage,
  { a, b, tx, ty }: Similarity,
  side: number,
  { layout, scale, offset, outside }: TensorFormat,
): Float32Array {
  const { width, height, data } = image;
  const tensor = new Float32Array(side * side * 3);
  const pixelStep = layout === 'channels-last' ? 3 : 1;
  const channelStep = layout === 'channels-last' ? 1 : side * side;
  const row = width * 3;
  for (let v = 0; v < side; v++) {
    let x = tx - b * v;
    let y = ty + a * v;
    let to = v * side * pixelStep;
    for (let u = 0; u < side; u++, x += a, y += b, to += pixelStep) {
      const seenX = outside === 'edge' ? clamp(x, 0, width - 1) : x;
      const seenY = outside === 'edge' ? clamp(y, 0, height - 1) : y;
      const column = Math.floor(seenX);
      const line = Math.floor(seenY);
      if (column < -1 || line < -1 || column >= width || line >= height) {
        for (let c = 0; c < 3; c++) tensor[to + c * channelStep] = offset;
        continue;
      }
      const fx = seenX - column;
      const fy = seenY - line;
      // A neighbour past the edge counts as black.
      const left = column >= 0 ? 1 - fx : 0;
      const right = column + 1 < width ? fx : 0;
      const top = line >= 0 ? 1 - fy : 0;
      const bottom = line + 1 < height ? fy : 0;
      const at = line * row + column * 3;
      // Typed arrays answer undefined outside; the weight there is 0, and `|| 0` keeps it a number.
      for (let c = 0; c < 3; c++) {
        const from = at + c;
        const upper = (data[from]! || 0) * left + (data[from + 3]! || 0) * right;
        const lower = (data[from + row]! || 0) * left + (data[from + row + 3]! || 0) * right;
        tensor[to + c * channelStep] = (upper * top + lower * bottom) * scale + offset;
      }
    }
  }
  return tensor;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
