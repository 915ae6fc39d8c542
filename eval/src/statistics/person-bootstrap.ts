import type { Interval } from './binomial.js';
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

const DEFAULTS: BootstrapOptions = { replicates: 1000, seed: 20_231 };

/** FNMR at one threshold; for each person, how many genuine comparisons there are and how many do not match. */
export function bootstrapFnmr(
  perPerson: readonly { comparisons: number; misses: number }[],
  options: BootstrapOptions = DEFAULTS,
): Interval {
  const rates: number[] = [];
  for (const times of draws(perPerson.length, options)) {
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

export interface FalseMatches {
  /** Persons of the two pictures, as indices into `picturesOfPerson`; the highest score first. */
  one: Uint32Array;
  other: Uint32Array;
}

/** FMR at several thresholds at once: `counts[k]` is how many of the false matches count at the k-th. */
export function bootstrapFmr(
  matches: FalseMatches,
  counts: readonly number[],
  picturesOfPerson: readonly number[],
  options: BootstrapOptions = DEFAULTS,
): Interval[] {
  const order = counts.map((_, k) => k).toSorted((a, b) => counts[a]! - counts[b]!);
  const rates: number[][] = counts.map(() => []);
  for (const times of draws(picturesOfPerson.length, options)) {
    const comparisons = impostorComparisons(picturesOfPerson, times);
    let matched = 0;
    let next = 0;
    for (const k of order) {
      for (; next < counts[k]!; next++) matched += times[matches.one[next]!]! * times[matches.other[next]!]!;
      // One person drawn every time leaves nothing to compare.
      if (comparisons > 0) rates[k]!.push(matched / comparisons);
    }
  }
  return rates.map(middle95);
}

/** Pairs of pictures of two persons, each picture there as often as its person was drawn. */
function impostorComparisons(picturesOfPerson: readonly number[], times: Uint16Array): number {
  let sum = 0;
  let squares = 0;
  for (const [person, pictures] of picturesOfPerson.entries()) {
    const drawn = pictures * times[person]!;
    sum += drawn;
    squares += drawn * drawn;
  }
  return (sum * sum - squares) / 2;
}

/** For each replicate, how often each person was drawn. The array is used again for the next one. */
function* draws(persons: number, { replicates, seed }: BootstrapOptions): Generator<Uint16Array> {
  const random = seededRandom(seed);
  const times = new Uint16Array(persons);
  for (let replicate = 0; replicate < replicates; replicate++) {
    times.fill(0);
    for (let i = 0; i < persons; i++) times[Math.floor(random() * persons)]!++;
    yield times;
  }
}

function middle95(rates: number[]): Interval {
  const sorted = Float64Array.from(rates).toSorted();
  if (sorted.length === 0) throw new RangeError('nothing to draw from');
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return [at(0.025), at(0.975)];
}
