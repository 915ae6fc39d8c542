import { describe, expect, it } from 'vitest';
import { anyDrawn } from './identification.js';

describe('anyDrawn', () => {
  it('is the share of draws that meet one of the matching', () => {
    expect(anyDrawn(1, 10, 3)).toBeCloseTo(0.3, 12);
    // 1 − C(8,3)/C(10,3) = 1 − 56/120
    expect(anyDrawn(2, 10, 3)).toBeCloseTo(64 / 120, 12);
  });

  it('is certain when too few others are left, and impossible without any', () => {
    expect(anyDrawn(8, 10, 3)).toBe(1);
    expect(anyDrawn(0, 10, 10)).toBe(0);
  });
});
