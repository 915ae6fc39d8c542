import type { Point, RgbImage } from '../types.js';
import type { FaceThumbnail } from './frame-measure.js';

/** Side of a thumbnail in its own pixels: enough for brows, lids and nostrils to have an edge. */
export const THUMBNAIL_SIZE = 48;
/** The square is a little larger than the face. */
const MARGIN = 1.05;

/** The square about the points, shrunk to `size` × `size` of its mean luma (Rec. 709); past the picture's edge its outermost pixels go on. */
export function faceThumbnail(image: RgbImage, points: readonly Point[], size = THUMBNAIL_SIZE): FaceThumbnail {
  const { x, y, side } = squareAbout(points);
  const luma = new Uint8Array(size ** 2);
  const columns = runs(x, side, size, image.width);
  const rows = runs(y, side, size, image.height);
  for (const [v, row] of rows.entries()) {
    for (const [u, column] of columns.entries()) {
      luma[v * size + u] = meanLuma(image, column, row) + 0.5;
    }
  }
  return { luma, x, y, side };
}

/** A point of the picture in the thumbnail's own coordinates: −1…1 from edge to edge. */
export function toThumbnail({ x, y, side }: FaceThumbnail, point: Point): Point {
  return { x: ((point.x - x) / side) * 2 - 1, y: ((point.y - y) / side) * 2 - 1 };
}

function squareAbout(points: readonly Point[]): { x: number; y: number; side: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const side = Math.max(right - left, bottom - top, 1) * MARGIN;
  return { x: (left + right - side) / 2, y: (top + bottom - side) / 2, side };
}

interface Run {
  from: number;
  to: number;
}

/** For every pixel of the thumbnail the source pixels under it: at least one. */
function runs(start: number, side: number, count: number, most: number): Run[] {
  return Array.from({ length: count }, (_, i) => {
    const from = clamp(Math.round(start + (i * side) / count), 0, most - 1);
    return { from, to: clamp(Math.round(start + ((i + 1) * side) / count), from + 1, most) };
  });
}

function meanLuma({ data, width }: RgbImage, columns: Run, rows: Run): number {
  let sum = 0;
  for (let y = rows.from; y < rows.to; y++) {
    const end = (y * width + columns.to) * 3;
    for (let at = (y * width + columns.from) * 3; at < end; at += 3) {
      sum += 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    }
  }
  return sum / ((columns.to - columns.from) * (rows.to - rows.from));
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
