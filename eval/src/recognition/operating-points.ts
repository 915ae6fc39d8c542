import { exactInterval, type Interval } from '../statistics/binomial.js';
import { bootstrapFmr, bootstrapFnmr } from '../statistics/person-bootstrap.js';
import { countMatches } from '../statistics/scores.js';
import type { Comparisons } from './compare-all.js';

export const FMR_TARGETS = [1e-2, 1e-3, 1e-4, 1e-5];

/** A rate with its count and its bounds. */
export interface Rate {
  count: number;
  of: number;
  rate: number;
  /** Clopper–Pearson, as if all comparisons were independent. */
  exact95: Interval;
  /** By drawing persons again; none where there is nothing to draw, or nothing was found to vary. */
  byPerson95?: Interval;
}

export interface OperatingPoint {
  targetFmr: number;
  threshold: number;
  fmr: Rate;
  fnmr: Rate;
}

/** The thresholds at which at most the target's share of impostor comparisons match, and what they cost. */
export function operatingPoints(comparisons: Comparisons, targets: readonly number[] = FMR_TARGETS): OperatingPoint[] {
  const { impostor, sortedGenuine } = comparisons;
  const thresholds = targets.map((target) => impostor.counts.thresholdAt(target));
  const bounds = bootstrapFmr(impostor, thresholds);
  return targets.map((targetFmr, k) => {
    const threshold = thresholds[k]!;
    const missed = sortedGenuine.length - countMatches(sortedGenuine, threshold);
    return {
      targetFmr,
      threshold,
      fmr: rate(impostor.counts.atLeast(threshold), impostor.counts.total, bounds[k]),
      fnmr: rate(missed, sortedGenuine.length, bootstrapFnmr(missesPerPerson(comparisons, threshold))),
    };
  });
}

export interface RatesAtThreshold {
  threshold: number;
  /** Undefined without impostor comparisons, as the FNMR is without genuine ones. */
  fmr: Rate | undefined;
  fnmr: Rate | undefined;
}

/** FMR and FNMR of other comparisons at a threshold that is given. */
export function ratesAt({ sortedGenuine, impostor: { counts } }: Comparisons, threshold: number): RatesAtThreshold {
  return {
    threshold,
    fmr: rateOrNone(counts.atLeast(threshold), counts.total),
    fnmr: rateOrNone(sortedGenuine.length - countMatches(sortedGenuine, threshold), sortedGenuine.length),
  };
}

const rateOrNone = (count: number, of: number): Rate | undefined => (of > 0 ? rate(count, of) : undefined);

/** Throws RangeError when there is nothing to take a share of. */
export function rate(count: number, of: number, byPerson95?: Interval): Rate {
  return {
    count,
    of,
    rate: count / of,
    exact95: exactInterval(count, of),
    ...(byPerson95 && count > 0 && { byPerson95 }),
  };
}

function missesPerPerson(
  { genuine, genuinePersons }: Comparisons,
  threshold: number,
): { comparisons: number; misses: number }[] {
  const counts = new Map<number, { comparisons: number; misses: number }>();
  for (const [index, score] of genuine.entries()) {
    const person = genuinePersons[index]!;
    const count = counts.get(person) ?? { comparisons: 0, misses: 0 };
    count.comparisons++;
    if (score < threshold) count.misses++;
    counts.set(person, count);
  }
  return [...counts.values()];
}
