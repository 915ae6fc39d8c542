/** Pixels over which a neighbour is averaged: enough to change a sharp edge, little enough to leave a soft one. */
const REACH = 5;
const WINDOW = 2 * REACH + 1;

/**
 * The blur effect of Crété-Roffet et al., "The blur effect: perception and estimation with a new no-reference
 * perceptual blur metric" (SPIE 2007): how little the differences between neighbours shrink when the picture is
 * blurred once more. 0 is sharp, 1 is a smooth blur; independent of exposure and contrast.
 *
 * `luma` is height × width, any range.
 */
export function blurOf(luma: Float32Array, width: number, height: number): number {
  return Math.max(blurAlong(luma, width, height, 1, width), blurAlong(luma, height, width, width, 1));
}

/** Blur along lines of `length` values that lie `step` apart, `lines` of them `stride` apart. */
function blurAlong(luma: Float32Array, length: number, lines: number, step: number, stride: number): number {
  let differences = 0;
  let lost = 0;
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    for (let i = 1; i < length; i++) {
      const at = start + i * step;
      const sharp = Math.abs(luma[at]! - luma[at - step]!);
      const soft = Math.abs(
        i > REACH && i + REACH < length
          ? // Neighbouring windows differ by one value at either end.
            (luma[at + REACH * step]! - luma[at - (REACH + 1) * step]!) / WINDOW
          : meanAbout(luma, start, i, length, step) - meanAbout(luma, start, i - 1, length, step),
      );
      differences += sharp;
      lost += Math.max(0, sharp - soft);
    }
  }
  return differences === 0 ? 1 : (differences - lost) / differences;
}

/** Mean of the line's values within reach of the i-th, fewer at its ends. */
function meanAbout(luma: Float32Array, start: number, i: number, length: number, step: number): number {
  const from = Math.max(0, i - REACH);
  const end = Math.min(length, i + REACH + 1);
  let sum = 0;
  for (let k = from; k < end; k++) sum += luma[start + k * step]!;
  return sum / (end - from);
}
