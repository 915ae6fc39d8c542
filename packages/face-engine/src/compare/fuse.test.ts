import { describe, expect, it } from 'vitest';
import { fuse } from './fuse.js';

const vector = (...values: number[]) => Float32Array.from(values);

describe('fuse', () => {
  it('gives the direction of the mean of unit vectors, whatever their lengths', () => {
    const fused = fuse([vector(3, 0), vector(0, 0.5)], 'cosine');
    expect([...fused]).toEqual([expect.closeTo(Math.SQRT1_2, 6), expect.closeTo(Math.SQRT1_2, 6)]);
  });

  it('gives the mean itself for a distance', () => {
    expect([...fuse([vector(2, 0), vector(0, 4)], 'euclidean')]).toEqual([1, 2]);
  });

  it('leans towards the vector with more weight', () => {
    expect([...fuse([vector(4, 0), vector(0, 4)], 'euclidean', [3, 1])]).toEqual([3, 1]);
  });

  it('refuses nothing at all, and vectors of different lengths', () => {
    expect(() => fuse([], 'cosine')).toThrow(RangeError);
    expect(() => fuse([vector(1), vector(1, 2)], 'cosine')).toThrow(RangeError);
  });
});
