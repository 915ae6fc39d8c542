import type { ScoreCounts } from './score-counts.js';

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

/** One point of a detection error trade-off curve. */
export interface DetPoint {
  threshold: number;
  fmr: number;
  fnmr: number;
}

const DET_POINTS_PER_DECADE = 16;

/** FMR and FNMR from FMR 1 down to one false match, at thresholds that are even in log FMR. */
export function detCurve(sortedGenuine: Float32Array, impostor: ScoreCounts): DetPoint[] {
  const points: DetPoint[] = [];
  const decades = Math.log10(impostor.total);
  for (let i = 0; i <= Math.floor(decades * DET_POINTS_PER_DECADE); i++) {
    const threshold = impostor.thresholdAt(10 ** (-i / DET_POINTS_PER_DECADE));
    if (threshold === points.at(-1)?.threshold) continue;
    const fmr = impostor.shareAtLeast(threshold);
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

interface Bins {
  from: number;
  binWidth: number;
  bins: number;
}

export function histogram(scores: Float32Array, { from, binWidth, bins }: Bins): Histogram {
  const counts = new Uint32Array(bins);
  for (const score of scores) {
    if (score === -Infinity) continue;
    const bin = Math.floor((score - from) / binWidth);
    counts[Math.min(Math.max(bin, 0), bins - 1)]!++;
  }
  return { from, binWidth, shares: Array.from(counts, (count) => count / Math.max(scores.length, 1)) };
}

export function histogramOf(counts: ScoreCounts, { from, binWidth, bins }: Bins): Histogram {
  const sums = counts.inBins(from, binWidth, bins);
  return { from, binWidth, shares: Array.from(sums, (sum) => sum / counts.weight) };
}
