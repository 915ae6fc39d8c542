import { among, comparisonsWhen, type DrawableScores } from './impostor-scores.js';
import { cautiousThresholds, type CautiousPoint } from './cautious-thresholds.js';
import { matchesDownTo } from './person-bootstrap.js';
import { seededRandom } from './random.js';

const SPLITS = 20;
const REPLICATES = 200;
const SEED = 20_264;

/** How thresholds from half of the people do on the other half. */
export interface HalfSplitPoint {
  fmr: number;
  /** How the halves came by their thresholds. */
  basis: CautiousPoint['basis'];
  splits: number;
  /** Mean of the rates that the other half had at them. */
  meanRate: number;
  /** The share of splits in which the other half's rate was above the one that was asked for. */
  shareAbove: number;
}

/**
 * Cross-validation: thresholds are made from a random half of the people, and counted on comparisons among the others, who had no part in
 * them; over and over. Rates are left out of which the other half would show less than one match.
 */
export function halfSplit(scores: DrawableScores, rates: readonly number[]): HalfSplitPoint[] {
  const random = seededRandom(SEED);
  const persons = scores.rows.length;
  const seen = new Map<string, { fmr: number; basis: CautiousPoint['basis']; rates: number[] }>();
  for (let split = 0; split < SPLITS; split++) {
    const half = Uint8Array.from({ length: persons }, () => (random() < 0.5 ? 1 : 0));
    const others = among(
      half.map((inside) => 1 - inside),
      scores,
    );
    const comparisons = comparisonsWhen(others, new Uint8Array(persons).fill(1));
    const points = cautiousThresholds(among(half, scores), rates, { replicates: REPLICATES, seed: SEED + split });
    for (const { fmr, basis, upper95 } of points) {
      if (fmr * comparisons < 1) continue;
      const end = matchesDownTo(others, upper95);
      if (end === undefined) continue;
      const matched = others.matches.weights.subarray(0, end).reduce((sum, weight) => sum + weight, 0);
      const key = `${fmr} ${basis}`;
      const known = seen.get(key) ?? { fmr, basis, rates: [] };
      seen.set(key, known);
      known.rates.push(matched / comparisons);
    }
  }
  return [...seen.values()]
    .toSorted((one, other) => other.fmr - one.fmr)
    .map(({ fmr, basis, rates: all }) => ({
      fmr,
      basis,
      splits: all.length,
      meanRate: all.reduce((sum, rate) => sum + rate, 0) / all.length,
      shareAbove: all.filter((rate) => rate > fmr).length / all.length,
    }));
}
