import { expect, test } from 'vitest';
import { scalePercent, verdictOf } from './verdict.js';

test.each([
  [{ match: true, score: 0.71, threshold: 0.4 }, 'match'],
  [{ match: true, score: 0.4, threshold: 0.4 }, 'close-match'],
  [{ match: false, score: 0.3999, threshold: 0.4 }, 'close-no-match'],
  [{ match: false, score: -0.1, threshold: 0.4 }, 'no-match'],
  [{ match: false, threshold: 0.4 }, 'not-assessed'],
])('%o is a %s', (verification, verdict) => {
  expect(verdictOf(verification)).toBe(verdict);
});

test('scores beyond the scale lie at its ends', () => {
  expect([-0.2, 0, 0.25, 1, 1.0001].map(scalePercent)).toEqual([0, 0, 25, 100, 100]);
});
