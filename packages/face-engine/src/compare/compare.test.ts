import { describe, expect, it } from 'vitest';
import { comparisonScore, cosineSimilarity, euclideanDistance } from './compare.js';

const vector = (...values: number[]): Float32Array => Float32Array.from(values);

describe('comparison score', () => {
  it('is the cosine', () => {
    expect(cosineSimilarity(vector(1, 0), vector(0, 2))).toBe(0);
    expect(cosineSimilarity(vector(3, 4), vector(6, 8))).toBeCloseTo(1, 12);
    expect(cosineSimilarity(vector(1, 2), vector(-1, -2))).toBeCloseTo(-1, 12);
    expect(comparisonScore(vector(1, 1), vector(1, 0), 'cosine')).toBeCloseTo(Math.SQRT1_2, 6);
  });

  it('is one less the Euclidean distance, so that more alike is always higher', () => {
    expect(euclideanDistance(vector(0, 0), vector(3, 4))).toBe(5);
    expect(comparisonScore(vector(0.5, 0), vector(0, 0), 'euclidean')).toBe(0.5);
    expect(comparisonScore(vector(1, 2), vector(1, 2), 'euclidean')).toBe(1);
  });

  it('of a zero vector is no match', () => {
    expect(cosineSimilarity(vector(0, 0), vector(1, 0))).toBe(0);
  });

  it('of different lengths is refused', () => {
    expect(() => cosineSimilarity(vector(1), vector(1, 2))).toThrow(RangeError);
    expect(() => euclideanDistance(vector(1), vector(1, 2))).toThrow(RangeError);
  });
});
