import { exactInterval, type Interval } from '../statistics/binomial.js';
import { bootstrapFnmr } from '../statistics/person-bootstrap.js';
import { groupBy } from './group-by.js';

/** A picture or a proof against an account. */
export interface Comparison {
  /** Who tries, and whose account it is. */
  people: readonly [prober: string, account: string];
  /** Undefined where nothing came of it that could be compared: that is no match. */
  score: number | undefined;
}

/** Comparisons of one kind. */
export interface MatchRow {
  name: string;
  /** The least score that matches. */
  threshold: number;
  comparisons: number;
  matches: number;
  rate: number;
  /** The widest of three: Clopper–Pearson with each pair of people as one trial, those who try drawn again, and the accounts. */
  bounds95: Interval;
  /** Of people, and those of which at least one comparison matched. */
  pairs: number;
  pairsMatched: number;
  /** Least and highest, of what could be compared. */
  scores?: readonly [least: number, highest: number];
}

/** Sessions of one pair are hardly independent: ten of them prove no more than one. */
export function matchRow(name: string, threshold: number, compared: readonly Comparison[]): MatchRow {
  const isMatch = ({ score }: Comparison): boolean => score !== undefined && score >= threshold;
  const matches = compared.filter(isMatch).length;
  const pairs = [...groupBy(compared, ({ people }) => people.join('\n')).values()];
  const rate = matches / Math.max(1, compared.length);
  const drawnAgain = (side: 0 | 1): Interval =>
    bootstrapFnmr(
      [...groupBy(compared, ({ people }) => people[side]).values()].map((of) => ({
        comparisons: of.length,
        misses: of.filter(isMatch).length,
      })),
    );
  const scores = compared.flatMap(({ score }) => score ?? []);
  return {
    name,
    threshold,
    comparisons: compared.length,
    matches,
    rate,
    bounds95: compared.length > 0 ? widest([asTrials(rate, pairs.length), drawnAgain(0), drawnAgain(1)]) : [0, 1],
    pairs: pairs.length,
    pairsMatched: pairs.filter((of) => of.some(isMatch)).length,
    ...(scores.length > 0 && { scores: [Math.min(...scores), Math.max(...scores)] }),
  };
}

/** As if so many independent trials had come out at this rate. */
const asTrials = (rate: number, trials: number): Interval => [
  exactInterval(Math.floor(rate * trials), trials)[0],
  exactInterval(Math.ceil(rate * trials), trials)[1],
];

const widest = (intervals: readonly Interval[]): Interval => [
  Math.min(...intervals.map(([low]) => low)),
  Math.max(...intervals.map(([, high]) => high)),
];
