import { exactInterval, type Interval } from '../statistics/binomial.js';
import { bootstrapFnmr } from '../statistics/person-bootstrap.js';
import { groupBy } from './group-by.js';
import type { PlayedSession } from './sessions/played.js';

/** Sessions that are counted together. */
export interface ErrorRate {
  /** Sessions that came to an end; of those whose footage ended first nothing is known. */
  sessions: number;
  errors: number;
  rate: number;
  /** The wider of two: Clopper–Pearson, as if sessions were independent, and people drawn again. */
  bounds95: Interval;
  people: number;
}

/** An error is a real person who is refused (BPCER), or an attack that ends live (APCER). */
export function errorRate(played: readonly PlayedSession[], isBonaFide: boolean): ErrorRate {
  const whole = played.filter(({ end }) => end !== 'end');
  const isError = ({ end }: PlayedSession): boolean => (end === 'live') !== isBonaFide;
  const errors = whole.filter(isError).length;
  const byPerson = [...groupBy(whole, ({ people }) => people[0] ?? '').values()];
  const counts = byPerson.map((of) => ({ comparisons: of.length, misses: of.filter(isError).length }));
  return {
    sessions: whole.length,
    errors,
    rate: errors / Math.max(1, whole.length),
    bounds95: whole.length > 0 ? wider(exactInterval(errors, whole.length), bootstrapFnmr(counts)) : [0, 1],
    people: byPerson.length,
  };
}

const wider = (one: Interval, other: Interval): Interval => [Math.min(one[0], other[0]), Math.max(one[1], other[1])];

/** How often each end came, the most frequent first. */
export const endsOf = (played: readonly PlayedSession[]): Record<string, number> =>
  Object.fromEntries(
    [...groupBy(played, ({ end }) => end)]
      .map(([end, sessions]): [string, number] => [end, sessions.length])
      .toSorted(([, a], [, b]) => b - a),
  );
