import { describe, expect, it } from 'vitest';
import { anyDrawn, fmrForFpir } from './identification.js';

it('fmrForFpir is what N comparisons may each have', () => {
  expect(fmrForFpir(1e-4, 1)).toBeCloseTo(1e-4, 12);
  expect(fmrForFpir(0.75, 2)).toBeCloseTo(0.5, 12);
  expect(fmrForFpir(1e-2, 1000)).toBeCloseTo(1.005e-5, 8);
});

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
