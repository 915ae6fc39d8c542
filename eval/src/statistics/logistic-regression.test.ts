import { describe, expect, it } from 'vitest';
import { logisticRegression, type LabelledCase } from './logistic-regression.js';
import { seededRandom } from './random.js';

describe('logisticRegression', () => {
  it('finds the coefficients that the cases were drawn by', () => {
    const random = seededRandom(5);
    const cases = Array.from({ length: 20_000 }, (): LabelledCase => {
      const terms = [4 * random() - 2, 4 * random() - 2];
      const odds = 0.5 + 1.5 * (terms[0] ?? 0) - 0.8 * (terms[1] ?? 0);
      return { terms, positive: random() < 1 / (1 + Math.exp(-odds)), weight: 1 };
    });
    const [constant, first, second] = logisticRegression(cases, 1e-6);
    expect(constant).toBeCloseTo(0.5, 1);
    expect(first).toBeCloseTo(1.5, 1);
    expect(second).toBeCloseTo(-0.8, 1);
  });

  it('counts a case as often as its weight says', () => {
    const [constant] = logisticRegression(
      [
        { terms: [], positive: true, weight: 3 },
        { terms: [], positive: false, weight: 1 },
      ],
      0,
    );
    expect(constant).toBeCloseTo(Math.log(3), 5);
  });

  it('stays finite where one term tells all cases apart', () => {
    const cases = [-2, -1, 1, 2].map((x) => ({ terms: [x], positive: x > 0, weight: 1 }));
    expect(logisticRegression(cases, 0.1).every(Number.isFinite)).toBe(true);
  });
});
