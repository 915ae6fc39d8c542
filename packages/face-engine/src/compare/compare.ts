import type { Metric } from '../types.js';

/**
 * Comparison score of two feature vectors: higher is more alike, whatever the metric.
 * `cosine`: the cosine itself, −1…1. `euclidean`: 1 − distance, so 1 for equal vectors and less than 0 past distance 1.
 */
export function comparisonScore(one: Float32Array, other: Float32Array, metric: Metric): number {
  return metric === 'cosine' ? cosineSimilarity(one, other) : 1 - euclideanDistance(one, other);
}

/** −1…1; 0 when either vector is all zeros. Throws RangeError when the lengths differ. */
export function cosineSimilarity(one: Float32Array, other: Float32Array): number {
  requireSameLength(one, other);
  let dot = 0;
  let oneSquared = 0;
  let otherSquared = 0;
  for (let i = 0; i < one.length; i++) {
    const a = one[i]!;
    const b = other[i]!;
    dot += a * b;
    oneSquared += a * a;
    otherSquared += b * b;
  }
  const norms = Math.sqrt(oneSquared * otherSquared);
  return norms === 0 ? 0 : dot / norms;
}

/** 0…∞. Throws RangeError when the lengths differ. */
export function euclideanDistance(one: Float32Array, other: Float32Array): number {
  requireSameLength(one, other);
  let squared = 0;
  for (let i = 0; i < one.length; i++) squared += (one[i]! - other[i]!) ** 2;
  return Math.sqrt(squared);
}

function requireSameLength(one: Float32Array, other: Float32Array): void {
  if (one.length !== other.length) {
    throw new RangeError(`vectors of ${one.length} and ${other.length} components cannot be compared`);
  }
}
