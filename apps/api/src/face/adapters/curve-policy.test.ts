import { describe, expect, it } from 'vitest';
import { CurvePolicy } from './curve-policy.js';

/** A curve whose thresholds lie `shift` above those of the one picture with one picture. */
const curve = (shift: number) => ({
  model: 'test',
  comparisons: 3_000_000,
  supportedFmr: 1e-5,
  points: [
    { fmr: 1e-2, threshold: 0.3 + shift },
    { fmr: 1e-3, threshold: 0.36 + shift },
    { fmr: 1e-4, threshold: 0.42 + shift },
    { fmr: 1e-5, threshold: 0.48 + shift },
  ],
});
const CURVES = {
  'picture-picture': curve(0),
  'template-picture': curve(0.01),
  'template-session': curve(0.1),
};
const policy = new CurvePolicy(CURVES, { fmr: 1e-4, fpir: 1e-2 }, 0.05);

describe('CurvePolicy', () => {
  it('has a threshold for each kind of comparison, at the target rate', () => {
    expect(policy.linkageThreshold).toBeCloseTo(0.42, 10);
    expect(policy.verificationThreshold('picture')).toBeCloseTo(0.43, 10);
    expect(policy.verificationThreshold('session')).toBeCloseTo(0.52, 10);
  });

  it.each([
    ['picture', 0.43],
    ['session', 0.52],
  ] as const)('is never looser among few accounts than in a verification, for a %s', (of, least) => {
    expect([0, 1, 100].map((accounts) => policy.identificationThreshold(of, accounts))).toEqual([
      expect.closeTo(least, 10),
      expect.closeTo(least, 10),
      expect.closeTo(least, 3),
    ]);
  });

  it('grows stricter with every account, up to the last that is supported', () => {
    expect(policy.supportedAccounts('session')).toBe(1005);
    expect(policy.identificationThreshold('session', 300)).toBeGreaterThan(0.52);
    expect(policy.identificationThreshold('session', 1005)).toBeCloseTo(0.58, 3);
    expect(policy.identificationThreshold('session', 1006)).toBeUndefined();
    expect(policy.duplicateThreshold(1006)).toBe(0.49);
  });

  it('asks for one in a thousand as far as the curve carries it, and for one in a hundred beyond, unless told otherwise', () => {
    const unset = new CurvePolicy(CURVES, { fmr: 1e-4, fpir: undefined }, 0.05);
    const told = new CurvePolicy(CURVES, { fmr: 1e-4, fpir: 1e-3 }, 0.05);
    expect(told.supportedAccounts('session')).toBe(100);
    expect(unset.identificationThreshold('session', 100)).toBe(told.identificationThreshold('session', 100));
    expect(unset.identificationThreshold('session', 101)).toBe(policy.identificationThreshold('session', 101));
    expect(unset.supportedAccounts('session')).toBe(policy.supportedAccounts('session'));
    expect(unset.duplicateThreshold(50)).toBe(policy.duplicateThreshold(50));
  });

  it('has a threshold for answers at a tenth of the target, or at the least rate that was measured', () => {
    expect(policy.answerThreshold('picture')).toBeCloseTo(0.49, 10);
    const looser = new CurvePolicy(CURVES, { fmr: 1e-3, fpir: 1e-2 }, 0.05);
    expect(looser.answerThreshold('picture')).toBeCloseTo(0.43, 10);
    const strictest = new CurvePolicy(CURVES, { fmr: 1e-5, fpir: 1e-2 }, 0.05);
    expect(strictest.answerThreshold('picture')).toBeCloseTo(0.49, 10);
  });

  it('has a strict threshold at the least rate that was measured', () => {
    expect(policy.strictThreshold('picture')).toBeCloseTo(0.49, 10);
    expect(policy.strictThreshold('session')).toBeCloseTo(0.58, 10);
  });

  it.each(['picture-picture', 'template-picture', 'template-session'])(
    'does not start with a target that nothing was measured for: %s',
    (kind) => {
      const curves = { ...CURVES, [kind]: { ...CURVES['picture-picture'], supportedFmr: 1e-3 } };
      expect(() => new CurvePolicy(curves, { fmr: 1e-4, fpir: 1e-2 }, 0.05)).toThrow(/FACEGATE_TARGET_FMR is 0.0001/);
    },
  );
});
