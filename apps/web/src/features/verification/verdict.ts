import type { FaceVerification } from '@facegate/contracts';

/** How near to the threshold a score is called close. For words only: it decides nothing. */
const CLOSE = 0.05;

export type Verdict = 'match' | 'close-match' | 'close-no-match' | 'no-match' | 'not-assessed';

/** What the score says in words. `not-assessed`: no enrolled face could be compared. */
export function verdictOf({ match, score, threshold }: FaceVerification): Verdict {
  if (score === undefined) return 'not-assessed';
  const close = Math.abs(score - threshold) < CLOSE;
  if (match) return close ? 'close-match' : 'match';
  return close ? 'close-no-match' : 'no-match';
}

/** Where a score lies on a scale from 0 (nothing in common) to 1 (the same picture), in per cent. Scores below 0 lie at 0. */
export const scalePercent = (score: number): number => Math.min(1, Math.max(0, score)) * 100;
