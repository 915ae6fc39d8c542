/** Thresholds are told and used with four decimals, so that what is written down is what was measured. */
export const THRESHOLD_STEP = 1e-4;

const STEPS_A_UNIT = Math.round(1 / THRESHOLD_STEP);
/** Scores of unit vectors lie in −1…1, whatever the metric; others count into the outermost steps. */
const LEAST = -STEPS_A_UNIT;
const STEPS = 2 * STEPS_A_UNIT + 1;

/**
 * How many scores lie in each step of a threshold: all that rates and thresholds need to know of any number of scores, in
 * the memory of 20,001 numbers. A score counts with a weight, where some of several comparisons stand for one.
 */
export class ScoreCounts {
  readonly #counts = new Float64Array(STEPS);
  #total = 0;
  #weight = 0;
  #highest = -Infinity;

  add(score: number, weight = 1): void {
    this.#counts[stepOf(score)]! += weight;
    this.#total++;
    this.#weight += weight;
    if (score > this.#highest) this.#highest = score;
  }

  /** Scores added. */
  get total(): number {
    return this.#total;
  }

  /** Sum of their weights. */
  get weight(): number {
    return this.#weight;
  }

  /** −∞ when there is none. */
  get highest(): number {
    return this.#highest;
  }

  /** The lower edge of the least step with a score in it. Throws RangeError when there is none. */
  get least(): number {
    const first = this.#counts.findIndex((count) => count > 0);
    if (first < 0) throw new RangeError('no scores');
    return thresholdOf(first);
  }

  /** The weight of the scores of at least `threshold`, which is taken to whole steps: those that match. */
  atLeast(threshold: number): number {
    let sum = 0;
    for (let step = STEPS - 1; step >= Math.max(stepOf(threshold), 0); step--) sum += this.#counts[step]!;
    return sum;
  }

  /** The share of {@link atLeast}. */
  shareAtLeast(threshold: number): number {
    return this.atLeast(threshold) / this.#weight;
  }

  /** The least threshold at which at most a share `fmr` matches. Throws RangeError without scores. */
  thresholdAt(fmr: number): number {
    if (this.#total === 0) throw new RangeError('no scores');
    // Products such as 0.00007 × 3,000,000 fall a hair below the whole number that they are.
    const allowed = fmr * this.#weight * (1 + 1e-12) + 1e-9;
    let sum = 0;
    let step = STEPS - 1;
    for (; step >= 0; step--) {
      sum += this.#counts[step]!;
      if (sum > allowed) break;
    }
    return thresholdOf(step + 1);
  }

  /** Sums over steps that are `width` wide, from `from` on; a step counts where its middle is, outer ones into the ends. */
  inBins(from: number, width: number, bins: number): Float64Array {
    const sums = new Float64Array(bins);
    for (const [step, count] of this.#counts.entries()) {
      const middle = thresholdOf(step) + THRESHOLD_STEP / 2;
      sums[Math.min(Math.max(Math.floor((middle - from) / width), 0), bins - 1)]! += count;
    }
    return sums;
  }
}

/** A hair of tolerance: a score that is a whole step, such as 0.9891, may come out of arithmetic just below it. */
const stepOf = (score: number): number =>
  Math.min(Math.max(Math.floor(score * STEPS_A_UNIT + 1e-7) - LEAST, 0), STEPS - 1);

const thresholdOf = (step: number): number => (step + LEAST) / STEPS_A_UNIT;
