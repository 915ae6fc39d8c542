import type { RgbImage } from '../types.js';
import { kernel, layOut, pictureBytes } from './raster-kernel.js';

/** Shrinks or grows to fit inside `side`×`side`, keeping the proportions. Averages when shrinking, bilinear when growing. */
export function resizeToFit(image: RgbImage, side: number): RgbImage {
  const scale = side / Math.max(image.width, image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  return resize(image, width, height);
}

/** A triangle filter as wide as the larger of both pixels. */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const columns = filterOf(image.width, width);
  const rows = filterOf(image.height, height);
  const line = image.width * 3;
  const [picture = 0, columnFirst = 0, columnShare = 0, rowFirst = 0, rowShare = 0, blended = 0, to = 0] = layOut(
    pictureBytes(image.width, image.height),
    columns.first.byteLength,
    columns.share.byteLength,
    rows.first.byteLength,
    rows.share.byteLength,
    (line + 4) * 4,
    width * height * 3 + 1,
  );
  const { buffer } = kernel.memory;
  new Uint8Array(buffer).set(image.data, picture);
  new Int32Array(buffer).set(columns.first, columnFirst / 4);
  new Float32Array(buffer).set(columns.share, columnShare / 4);
  new Int32Array(buffer).set(rows.first, rowFirst / 4);
  new Float32Array(buffer).set(rows.share, rowShare / 4);
  const { taps } = columns;
  kernel.resize(line, width, height, taps, columnFirst, columnShare, rows.taps, rowFirst, rowShare, blended, to);
  return { width, height, data: new Uint8Array(buffer, to, width * height * 3).slice() };
}

/** For each target pixel `taps` source pixels from `first` on, and their shares, which add up to 1. */
interface Filter {
  taps: number;
  first: Int32Array;
  share: Float32Array;
}

function filterOf(sourceSize: number, targetSize: number): Filter {
  const ratio = sourceSize / targetSize;
  const reach = Math.max(1, ratio);
  const taps = Math.min(sourceSize, Math.floor(2 * reach) + 1);
  const first = new Int32Array(targetSize);
  const share = new Float32Array(targetSize * taps);
  for (let target = 0; target < targetSize; target++) {
    const centre = (target + 0.5) * ratio - 0.5;
    const from = clamp(Math.ceil(centre - reach), 0, sourceSize - taps);
    const shares = share.subarray(target * taps, (target + 1) * taps);
    let total = 0;
    for (let k = 0; k < taps; k++) {
      const weight = Math.max(0, 1 - Math.abs(from + k - centre) / reach);
      shares[k] = weight;
      total += weight;
    }
    for (let k = 0; k < taps; k++) shares[k]! /= total;
    first[target] = from;
  }
  return { taps, first, share };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
