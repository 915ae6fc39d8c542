import { thresholdAt, type FmrCurve } from './fmr-curve.js';

/**
 * The false match rate that each comparison may have so that a search among `enrolled` people finds a stranger at most at
 * the rate `fpir`: a search is wrong when any of its comparisons is, FPIR = 1 − (1 − FMR)^N.
 */
export function fmrForSearch(fpir: number, enrolled: number): number {
  // −expm1(log1p(…)): the plain formula loses all digits for small rates.
  return -Math.expm1(Math.log1p(-fpir) / Math.max(1, enrolled));
}

/** How many people a search can be among before its threshold would have to lie where nothing was measured. */
export function supportedEnrolled(curve: FmrCurve, fpir: number): number {
  return Math.floor(Math.log1p(-fpir) / Math.log1p(-curve.supportedFmr) + 1e-6);
}

/** The threshold for a search; undefined past {@link supportedEnrolled}. */
export function searchThreshold(curve: FmrCurve, fpir: number, enrolled: number): number | undefined {
  return thresholdAt(curve, fmrForSearch(fpir, enrolled));
}
