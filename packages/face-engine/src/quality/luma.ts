import type { RgbImage } from '../types.js';

/** Rec. 709 luma of the coded values: height × width, 0…1. */
export function lumaOf({ width, height, data }: RgbImage): Float32Array {
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = (0.2126 * data[i * 3]! + 0.7152 * data[i * 3 + 1]! + 0.0722 * data[i * 3 + 2]!) / 255;
  }
  return luma;
}

/** The value below which `share` (0…1) of the ascending values lie. */
export function percentile(ascending: Float32Array, share: number): number {
  return ascending[Math.round(share * (ascending.length - 1))] ?? 0;
}
