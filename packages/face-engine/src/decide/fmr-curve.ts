/** Which threshold gives which false match rate, as measured. */
export interface FmrCurve {
  /** `EngineInfo.model` that it was measured with. */
  model: string;
  /** Comparisons of different people behind it. */
  comparisons: number;
  /** The least rate that the data gives evidence for: at least 30 false matches were seen (the rule of 30). */
  supportedFmr: number;
  /** Rates falling, thresholds rising. */
  points: readonly { fmr: number; threshold: number }[];
}

/**
 * What is compared with what; each has thresholds of its own, since a mean of several vectors is nearer to everybody than a single one.
 * `picture-picture`: one picture with one, as among the references of a person. `template-picture`: the fused references of an
 * account with one picture. `template-session`: with the fused frames of a live session.
 */
export const COMPARISON_KINDS = ['picture-picture', 'template-picture', 'template-session'] as const;
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];
export type FmrCurves = Readonly<Record<ComparisonKind, FmrCurve>>;

/**
 * The threshold for a target rate, between two measured points by the logarithm of the rate.
 * @returns undefined where the data gives no evidence: below `supportedFmr`
 */
export function thresholdAt({ points, supportedFmr }: FmrCurve, fmr: number): number | undefined {
  // A rate that is reached by arithmetic may miss its own mark by a rounding error.
  if (!(fmr >= supportedFmr * (1 - 1e-9))) return undefined;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return undefined;
  if (fmr >= first.fmr) return first.threshold;
  for (const [i, stricter] of points.entries()) {
    const looser = points[i - 1];
    if (!looser || stricter.fmr > fmr) continue;
    const share = (Math.log(looser.fmr) - Math.log(fmr)) / (Math.log(looser.fmr) - Math.log(stricter.fmr));
    return looser.threshold + share * (stricter.threshold - looser.threshold);
  }
  return last.threshold;
}
