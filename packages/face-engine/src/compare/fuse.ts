import type { Metric } from '../types.js';

/**
 * One feature vector for several of one person: their weighted mean; for `cosine` of unit vectors, and of length 1 again.
 * Fewer comparisons go wrong with it than with any single one (ISO/IEC 2382-37: sample fusion).
 * @param weights one for each vector, above 0; left out, all count the same
 * Throws RangeError without vectors, or when lengths differ.
 */
export function fuse(vectors: readonly Float32Array[], metric: Metric, weights?: readonly number[]): Float32Array {
  const [first] = vectors;
  if (!first) throw new RangeError('no vectors to fuse');
  const sum = new Float64Array(first.length);
  let weightSum = 0;
  for (const [at, vector] of vectors.entries()) {
    if (vector.length !== first.length)
      throw new RangeError(`vectors of ${first.length} and ${vector.length} components`);
    const weight = weights?.[at] ?? 1;
    const scale = metric === 'cosine' ? weight / (norm(vector) || 1) : weight;
    for (const [i, value] of vector.entries()) sum[i]! += scale * value;
    weightSum += weight;
  }
  const divisor = metric === 'cosine' ? norm(sum) || 1 : weightSum;
  return Float32Array.from(sum, (value) => value / divisor);
}

function norm(vector: Float32Array | Float64Array): number {
  let squared = 0;
  for (const value of vector) squared += value * value;
  return Math.sqrt(squared);
}
