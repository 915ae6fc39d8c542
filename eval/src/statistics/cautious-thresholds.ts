import { comparisonsWhen, type DrawableScores } from './impostor-scores.js';
import { fitTail, tailQuantile, type ExcessSums, type ParetoTail } from './pareto-tail.js';
import { BOOTSTRAP, matchesDownTo, middle95, personDraws, type BootstrapOptions } from './person-bootstrap.js';
import { THRESHOLD_STEP } from './score-counts.js';

/** Below so many errors a rate is hardly known to within a third (the "rule of 30", G. Doddington). */
export const MIN_FALSE_MATCHES = 30;
/** The tail is fitted to so many false matches, and to more where there are: to the highest thousandth. */
const TAIL_MATCHES = 50;
const LEAST_TAIL_SHARE = 1e-3;

/** The threshold for one rate. */
export interface CautiousPoint {
  fmr: number;
  /** `counted`: at least 30 false matches speak for it. `extrapolated`: by the tail. */
  basis: 'counted' | 'extrapolated';
  /** What the scores themselves say. */
  middle: number;
  /** The upper 95 % bound of that, by drawing the people again. */
  upper95: number;
  /** False matches that are expected at the rate, in comparisons (or pairs of people, where several stand for one pair). */
  falseMatches: number;
}

/**
 * Thresholds that keep to the rates with 95 % confidence by person: not the middle of what was seen, but the upper end of where it lies
 * when the people are drawn again. Rates that are too low to be counted come from an exponential (or heavier) tail, drawn again
 * with the people; never lower than what was seen. Rates that the kept scores do not reach down to are left out.
 * @param rates the highest first
 */
export function cautiousThresholds(
  scores: DrawableScores,
  rates: readonly number[],
  options: BootstrapOptions = BOOTSTRAP,
): CautiousPoint[] {
  const everybody = new Uint8Array(scores.rows.length).fill(1);
  const weight = comparisonsWhen(scores, everybody);
  const tailShare = Math.max(TAIL_MATCHES / weight, LEAST_TAIL_SHARE);
  const [tailFrom = 1] = redraw(scores, everybody, [tailShare]).thresholds;
  const tailRange = { from: tailFrom, end: matchesDownTo(scores, tailFrom) ?? 0 };
  const seen = redraw(scores, everybody, rates, tailRange);
  const drawn = rates.map((): { counted: number[]; tail: number[] } => ({ counted: [], tail: [] }));
  for (const times of personDraws(scores.rows.length, options)) {
    const { thresholds, tail } = redraw(scores, times, rates, tailRange);
    for (const [k, fmr] of rates.entries()) {
      drawn[k]!.counted.push(thresholds[k]!);
      if (tail) drawn[k]!.tail.push(tailQuantile(tail, fmr));
    }
  }
  return rates.flatMap((fmr, k): CautiousPoint[] => {
    const falseMatches = fmr * weight;
    const counted = falseMatches >= MIN_FALSE_MATCHES * (1 - 1e-9);
    const lowest = seen.thresholds[k]!;
    if (counted && matchesDownTo(scores, lowest - THRESHOLD_STEP) === undefined) return [];
    if (!counted && !seen.tail) return [];
    const middle = counted ? lowest : Math.max(lowest, tailQuantile(seen.tail!, fmr));
    const upper95 = Math.max(middle, middle95(counted ? drawn[k]!.counted : drawn[k]!.tail)[1]);
    return [
      {
        fmr,
        basis: counted ? 'counted' : 'extrapolated',
        middle: wholeSteps(middle),
        upper95: wholeSteps(upper95),
        falseMatches,
      },
    ];
  });
}

/** What one draw of the people says: the threshold at each rate (highest rate first), and the tail over a score, if one is given. */
function redraw(
  { matches, ...sides }: DrawableScores,
  times: ArrayLike<number>,
  rates: readonly number[],
  { from, end }: { from: number; end: number } = { from: 1, end: 0 },
): { thresholds: number[]; tail: ParetoTail | undefined } {
  const comparisons = comparisonsWhen(sides, times);
  const allowed = rates.map((fmr) => fmr * comparisons);
  // Where fewer match than would be allowed, the lowest score that is known.
  const thresholds = rates.map(() => matches.scores.at(-1) ?? 1);
  const sums: ExcessSums = { weight: 0, excess: 0, squared: 0 };
  let matched = 0;
  // Rates fall from one to the next: the last is the first to be full.
  let strictest = allowed.length - 1;
  for (let k = 0; k < matches.scores.length && (strictest >= 0 || k < end); k++) {
    const weight = matches.weights[k]! * times[matches.one[k]!]! * times[matches.other[k]!]!;
    if (weight === 0) continue;
    matched += weight;
    const score = matches.scores[k]!;
    if (k < end) {
      const excess = score - from;
      sums.weight += weight;
      sums.excess += weight * excess;
      sums.squared += weight * excess * excess;
    }
    for (; strictest >= 0 && matched > allowed[strictest]! * (1 + 1e-9); strictest--) {
      thresholds[strictest] = score + THRESHOLD_STEP;
    }
  }
  return { thresholds, tail: fitTail(from, sums.weight / comparisons, sums) };
}

/** Up to the next whole step. */
const wholeSteps = (threshold: number): number =>
  Number((Math.ceil(threshold / THRESHOLD_STEP - 1e-6) * THRESHOLD_STEP).toFixed(4));
