import { describe, expect, it } from 'vitest';
import { exactInterval, logGamma, regularisedBeta, ruleOfThree } from './binomial.js';

describe('exactInterval', () => {
  // Published tables of the Clopper–Pearson interval.
  it.each([
    { successes: 0, trials: 10, lower: 0, upper: 0.3085 },
    { successes: 1, trials: 10, lower: 0.0025, upper: 0.445 },
    { successes: 5, trials: 10, lower: 0.1871, upper: 0.8129 },
    { successes: 10, trials: 10, lower: 0.6915, upper: 1 },
    { successes: 10, trials: 100, lower: 0.049, upper: 0.1762 },
    { successes: 0, trials: 100, lower: 0, upper: 0.0362 },
  ])('is the table’s for $successes of $trials', ({ successes, trials, lower, upper }) => {
    const [low, high] = exactInterval(successes, trials);
    expect(low).toBeCloseTo(lower, 4);
    expect(high).toBeCloseTo(upper, 4);
  });

  it('is the exact Poisson interval (Garwood: 28.58–54.47 for 40) when trials are many', () => {
    const [low, high] = exactInterval(40, 4_000_000);
    expect(low * 4_000_000).toBeCloseTo(28.58, 1);
    expect(high * 4_000_000).toBeCloseTo(54.47, 1);
  });

  it('refuses what is no share', () => {
    expect(() => exactInterval(0, 0)).toThrow(RangeError);
    expect(() => exactInterval(3, 2)).toThrow(RangeError);
  });
});

describe('regularisedBeta', () => {
  it('is the probability of two or more heads in four throws', () => {
    expect(regularisedBeta(0.5, 2, 3)).toBeCloseTo(11 / 16, 12);
  });

  it('is symmetric', () => {
    expect(regularisedBeta(0.3, 4, 7) + regularisedBeta(0.7, 7, 4)).toBeCloseTo(1, 12);
  });
});

it('logGamma knows factorials and √π', () => {
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
});

it('the rule of three is about three in n, and the upper end of a one-sided interval', () => {
  expect(ruleOfThree(4_000_000) * 4_000_000).toBeCloseTo(2.996, 3);
  expect((1 - ruleOfThree(50)) ** 50).toBeCloseTo(0.05, 12);
});
