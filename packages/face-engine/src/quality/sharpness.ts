/** Pixels over which a neighbour is averaged: enough to change a sharp edge, little enough to leave a soft one. */
const REACH = 5;

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
  const prefix = new Float64Array(length + 1);
  for (let line = 0; line < lines; line++) {
    const at = (i: number): number => luma[line * stride + i * step]!;
    for (let i = 0; i < length; i++) prefix[i + 1] = prefix[i]! + at(i);
    const mean = (i: number): number => {
      const from = Math.max(0, i - REACH);
      const to = Math.min(length, i + REACH + 1);
      return (prefix[to]! - prefix[from]!) / (to - from);
    };
    for (let i = 1, before = mean(0); i < length; i++) {
      const sharp = Math.abs(at(i) - at(i - 1));
      const here = mean(i);
      differences += sharp;
      lost += Math.max(0, sharp - Math.abs(here - before));
      before = here;
    }
  }
  return differences === 0 ? 1 : (differences - lost) / differences;
}
