/** Thresholds are told and used with four decimals, so that what is written down is what was measured. */
const THRESHOLD_STEP = 1e-4;

/** How many of the ascending `sorted` are at least `threshold`: those that match. */
export function countMatches(sorted: Float32Array, threshold: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

/**
 * The least threshold, in whole steps of 0.0001, at which at most a share `fmr` of the impostor scores (ascending)
 * match. A score at the threshold matches. Throws RangeError without impostor scores.
 */
export function thresholdAtFmr(sortedImpostor: Float32Array, fmr: number): number {
  const { length } = sortedImpostor;
  if (length === 0) throw new RangeError('no impostor scores');
  // Products such as 0.00007 × 3,000,000 fall a hair below the whole number that they are.
  const allowed = Math.min(Math.floor(fmr * length + 1e-9), length - 1);
  let steps = Math.ceil(sortedImpostor[length - 1 - allowed]! / THRESHOLD_STEP);
  while (countMatches(sortedImpostor, steps * THRESHOLD_STEP) > allowed) steps++;
  return Number((steps * THRESHOLD_STEP).toFixed(4));
}

/** One point of a detection error trade-off curve. */
export interface DetPoint {
  threshold: number;
  fmr: number;
  fnmr: number;
}

const DET_POINTS_PER_DECADE = 16;

/** FMR and FNMR from FMR 1 down to one false match, at thresholds that are even in log FMR. */
export function detCurve(sortedGenuine: Float32Array, sortedImpostor: Float32Array): DetPoint[] {
  const points: DetPoint[] = [];
  const decades = Math.log10(sortedImpostor.length);
  for (let i = 0; i <= Math.floor(decades * DET_POINTS_PER_DECADE); i++) {
    const threshold = thresholdAtFmr(sortedImpostor, 10 ** (-i / DET_POINTS_PER_DECADE));
    if (threshold === points.at(-1)?.threshold) continue;
    const fmr = countMatches(sortedImpostor, threshold) / sortedImpostor.length;
    if (fmr === 0) break;
    points.push({ threshold, fmr, fnmr: 1 - countMatches(sortedGenuine, threshold) / sortedGenuine.length });
  }
  return points;
}

export interface Histogram {
  /** Score at the left edge of the first bin. */
  from: number;
  binWidth: number;
  /** Share of all scores, a bin. Scores outside count into the outermost bins, failures (−∞) into none. */
  shares: number[];
}

export function histogram(
  scores: Float32Array,
  { from, binWidth, bins }: { from: number; binWidth: number; bins: number },
): Histogram {
  const counts = new Uint32Array(bins);
  for (const score of scores) {
    if (score === -Infinity) continue;
    const bin = Math.floor((score - from) / binWidth);
    counts[Math.min(Math.max(bin, 0), bins - 1)]!++;
  }
  return { from, binWidth, shares: Array.from(counts, (count) => count / Math.max(scores.length, 1)) };
}
