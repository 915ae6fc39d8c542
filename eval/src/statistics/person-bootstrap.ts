import type { Interval } from './binomial.js';
import { comparisonsWhen, type DrawableScores } from './impostor-scores.js';
import { seededRandom } from './random.js';

/**
 * Comparisons are not independent: one person's pictures, or one look-alike, come up in many. So persons are drawn
 * again, with replacement, and every comparison counts as often as its persons were drawn (a comparison of two persons:
 * the product). The 2.5th and the 97.5th percentile of the rate over all draws are the bounds.
 */
export interface BootstrapOptions {
  replicates: number;
  seed: number;
}

export const BOOTSTRAP: BootstrapOptions = { replicates: 1000, seed: 20_231 };

/** FNMR at one threshold; for each person, how many genuine comparisons there are and how many do not match. */
export function bootstrapFnmr(
  perPerson: readonly { comparisons: number; misses: number }[],
  options: BootstrapOptions = BOOTSTRAP,
): Interval {
  const rates: number[] = [];
  for (const times of personDraws(perPerson.length, options)) {
    let comparisons = 0;
    let misses = 0;
    for (const [person, counts] of perPerson.entries()) {
      comparisons += times[person]! * counts.comparisons;
      misses += times[person]! * counts.misses;
    }
    if (comparisons > 0) rates.push(misses / comparisons);
  }
  return middle95(rates);
}

/**
 * FMR at several thresholds, highest first. Undefined where the highest scores that were kept do not reach down to the threshold.
 */
export function bootstrapFmr(
  scores: DrawableScores,
  thresholds: readonly number[],
  options: BootstrapOptions = BOOTSTRAP,
): (Interval | undefined)[] {
  const { matches } = scores;
  const ends = thresholds.map((threshold) => matchesDownTo(scores, threshold));
  const order = ends
    .flatMap((end, k) => (end === undefined ? [] : [{ end, k }]))
    .toSorted((one, other) => one.end - other.end);
  const rates: number[][] = thresholds.map(() => []);
  for (const times of personDraws(scores.rows.length, options)) {
    const comparisons = comparisonsWhen(scores, times);
    // One person drawn every time leaves nothing to compare.
    if (comparisons <= 0) continue;
    let matched = 0;
    let next = 0;
    for (const { end, k } of order) {
      for (; next < end; next++) {
        matched += matches.weights[next]! * times[matches.one[next]!]! * times[matches.other[next]!]!;
      }
      rates[k]!.push(matched / comparisons);
    }
  }
  return rates.map((all, k) => (ends[k] === undefined ? undefined : middle95(all)));
}

/** How many of the kept matches are at or above the threshold; undefined when more may have been there than were kept. */
export function matchesDownTo({ matches, keptAll }: DrawableScores, threshold: number): number | undefined {
  const { scores } = matches;
  if (!keptAll && (scores.at(-1) ?? Infinity) >= threshold) return undefined;
  let [low, high] = [0, scores.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each replicate, how often each person was drawn. The array is used again for the next one. */
export function* personDraws(persons: number, { replicates, seed }: BootstrapOptions): Generator<Uint16Array> {
  const random = seededRandom(seed);
  const times = new Uint16Array(persons);
  for (let replicate = 0; replicate < replicates; replicate++) {
    times.fill(0);
    for (let i = 0; i < persons; i++) times[Math.floor(random() * persons)]!++;
    yield times;
  }
}

/** Throws RangeError when there is none. */
export function middle95(values: readonly number[]): Interval {
  const sorted = Float64Array.from(values).toSorted();
  if (sorted.length === 0) throw new RangeError('nothing to draw from');
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.025), at(0.975)];
}
