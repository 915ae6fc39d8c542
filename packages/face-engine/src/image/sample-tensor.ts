import type { RgbImage } from '../types.js';
import { addBilinear } from './bilinear.js';
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
  const { width, height } = image;
  const tensor = new Float32Array(side * side * 3);
  const pixelStep = layout === 'channels-last' ? 3 : 1;
  const channelStep = layout === 'channels-last' ? 1 : side * side;
  const isEdge = outside === 'edge';
  const sum = new Float64Array(3);
  for (let v = 0; v < side; v++) {
    let x = tx - b * v;
    let y = ty + a * v;
    let to = v * side * pixelStep;
    for (let u = 0; u < side; u++, x += a, y += b, to += pixelStep) {
      sum[0] = sum[1] = sum[2] = 0;
      addBilinear(image, isEdge ? clamp(x, 0, width - 1) : x, isEdge ? clamp(y, 0, height - 1) : y, sum);
      tensor[to] = sum[0] * scale + offset;
      tensor[to + channelStep] = sum[1] * scale + offset;
      tensor[to + 2 * channelStep] = sum[2] * scale + offset;
    }
  }
  return tensor;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
