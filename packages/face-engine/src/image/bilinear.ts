import type { RgbImage } from '../types.js';

/** Adds the picture's red, green and blue (0…255) at indices (x, y), between its pixels, to `sum`; black outside of it. */
export function addBilinear(image: RgbImage, x: number, y: number, sum: Float64Array): void {
  const { width, height, data } = image;
  const column = Math.floor(x);
  const line = Math.floor(y);
  if (column < 0 || line < 0 || column + 1 >= width || line + 1 >= height) {
    addAtEdge(image, x, y, sum);
    return;
  }
  const fx = x - column;
  const fy = y - line;
  const upper = (line * width + column) * 3;
  const lower = upper + width * 3;
  const upperLeft = (1 - fx) * (1 - fy);
  const upperRight = fx * (1 - fy);
  const lowerLeft = (1 - fx) * fy;
  const lowerRight = fx * fy;
  sum[0]! +=
    data[upper]! * upperLeft + data[upper + 3]! * upperRight + data[lower]! * lowerLeft + data[lower + 3]! * lowerRight;
  sum[1]! +=
    data[upper + 1]! * upperLeft +
    data[upper + 4]! * upperRight +
    data[lower + 1]! * lowerLeft +
    data[lower + 4]! * lowerRight;
  sum[2]! +=
    data[upper + 2]! * upperLeft +
    data[upper + 5]! * upperRight +
    data[lower + 2]! * lowerLeft +
    data[lower + 5]! * lowerRight;
}

/** The same where neighbours can lie outside: they count as black. */
function addAtEdge({ width, height, data }: RgbImage, x: number, y: number, sum: Float64Array): void {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  for (let j = 0; j < 2; j++) {
    const row = y0 + j;
    if (row < 0 || row >= height) continue;
    for (let i = 0; i < 2; i++) {
      const column = x0 + i;
      if (column < 0 || column >= width) continue;
      const weight = (i === 0 ? 1 - fx : fx) * (j === 0 ? 1 - fy : fy);
      const at = (row * width + column) * 3;
      for (let c = 0; c < 3; c++) sum[c]! += data[at + c]! * weight;
    }
  }
}
