import { mean } from './averages.js';

/**
 * How far the values are from the best mixture of two others: target ≈ α·one + β·other + γ with α, β ≥ 0, by least squares. Root mean square of
 * what is left. All of one length, at least 1.
 */
export function mixtureResidual(target: Float32Array, one: Float32Array, other: Float32Array): number {
  const count = target.length;
  const [meanTarget, meanOne, meanOther] = [mean(target), mean(one), mean(other)];
  let [tt, aa, bb, ab, ta, tb] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const t = target[i]! - meanTarget;
    const a = one[i]! - meanOne;
    const b = other[i]! - meanOther;
    tt += t * t;
    aa += a * a;
    bb += b * b;
    ab += a * b;
    ta += t * a;
    tb += t * b;
  }
  const determinant = aa * bb - ab * ab;
  const alpha = (ta * bb - tb * ab) / determinant;
  const beta = (tb * aa - ta * ab) / determinant;
  const both = determinant > 1e-6 * aa * bb && alpha >= 0 && beta >= 0;
  const left = both ? tt - alpha * ta - beta * tb : tt - Math.max(explained(ta, aa), explained(tb, bb));
  return Math.sqrt(Math.max(0, left) / count);
}

/** By one of the two alone. */
const explained = (product: number, square: number): number => (product > 0 && square > 0 ? product ** 2 / square : 0);
