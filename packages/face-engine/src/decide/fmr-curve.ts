/** Which threshold gives which false match rate, as measured. */
export interface FmrCurve {
  /** `EngineInfo.model` that it was measured with. */
  model: string;
  /** Comparisons of different people behind it. */
  comparisons: number;
  /** The least rate that the curve answers for: counted, or carried on from what was counted; see {@link FmrPoint}. */
  supportedFmr: number;
  /** Rates falling, thresholds rising. */
  points: readonly FmrPoint[];
}

export interface FmrPoint {
  /** 0…1. */
  fmr: number;
  /** Least comparison score that matches. It keeps to the rate with 95 % confidence over the people it was measured on. */
  threshold: number;
  /**
   * `counted`: at least 30 false matches were seen at this rate (the rule of 30). `extrapolated`: carried on from where counting
   * ends, by a tail that falls no faster than an exponential one. How: docs/adr/0017.
   */
  basis?: 'counted' | 'extrapolated';
}

/**
 * What is compared with what; each has thresholds of its own, since a mean of several vectors is nearer to everybody than a single one.
 * `picture-picture`: one picture with one, as among the references of a person. `template-picture`: the fused references of an
 * account with one picture. `template-session`: with the fused frames of a live session.
 */
export const COMPARISON_KINDS = ['picture-picture', 'template-picture', 'template-session'] as const;
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];
export type FmrCurves = Readonly<Record<ComparisonKind, FmrCurve>>;

/** One engine's file in fmr-curves/. */
export interface FmrCurveFile {
  model: string;
  curves: Readonly<Record<ComparisonKind, Omit<FmrCurve, 'model'>>>;
}

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
