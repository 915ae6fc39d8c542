import { describe, expect, it } from 'vitest';
import { CurvePolicy } from './curve-policy.js';

const CURVE = {
  model: 'test',
  comparisons: 3_000_000,
  supportedFmr: 1e-5,
  points: [
    { fmr: 1e-2, threshold: 0.3 },
    { fmr: 1e-3, threshold: 0.36 },
    { fmr: 1e-4, threshold: 0.42 },
    { fmr: 1e-5, threshold: 0.48 },
  ],
};
const policy = new CurvePolicy(CURVE, { fmr: 1e-4, fpir: 1e-2 }, 0.05);

describe('CurvePolicy', () => {
  it('verifies one reference at the target, and ten at a tenth of it', () => {
    expect(policy.verificationThreshold(1)).toBeCloseTo(0.42, 10);
    expect(policy.verificationThreshold(10)).toBeCloseTo(0.48, 4);
  });

  it('asks for the most that was measured when more references would need more', () => {
    expect(policy.verificationThreshold(50)).toBe(0.48);
  });

  it('is never looser among few faces than in a verification', () => {
    expect([0, 1, 100].map((faces) => policy.identificationThreshold(faces))).toEqual([
      0.42,
      0.42,
      expect.closeTo(0.42, 3),
    ]);
  });

  it('grows stricter with every face, up to the last that is supported', () => {
    expect(policy.supportedFaces).toBe(1005);
    expect(policy.identificationThreshold(300)).toBeGreaterThan(0.42);
    expect(policy.identificationThreshold(1005)).toBeCloseTo(0.48, 3);
    expect(policy.identificationThreshold(1006)).toBeUndefined();
    expect(policy.duplicateThreshold(1006)).toBe(0.48);
  });

  it('does not start with a target that nothing was measured for', () => {
    expect(() => new CurvePolicy(CURVE, { fmr: 1e-6, fpir: 1e-2 }, 0.05)).toThrow(/FACEGATE_TARGET_FMR is 0.000001/);
  });
});
