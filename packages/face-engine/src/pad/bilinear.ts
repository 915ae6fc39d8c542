/**
 * Luma between the four nearest pixels of a square picture, `side`² uint8, row by row; past its edge the outermost pixels go on.
 * @param x and y in pixels: 0 is the middle of the first
 */
export function bilinear(luma: Uint8Array, side: number, x: number, y: number): number {
  const column = Math.min(side - 2, Math.max(0, Math.floor(x)));
  const row = Math.min(side - 2, Math.max(0, Math.floor(y)));
  const fx = Math.min(1, Math.max(0, x - column));
  const fy = Math.min(1, Math.max(0, y - row));
  const at = row * side + column;
  const upper = luma[at]! * (1 - fx) + luma[at + 1]! * fx;
  const lower = luma[at + side]! * (1 - fx) + luma[at + side + 1]! * fx;
  return upper * (1 - fy) + lower * fy;
}
