import { quantile } from './statistics.js';

export interface Bin {
  /** Inclusive. */
  from: number;
  /** Exclusive, but for the last bin. */
  to: number;
  count: number;
}

const MOST_BINS = 40;

/** The next of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that is not below `width`: edges that a person would choose. */
export function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= width * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Freedman & Diaconis 1981: narrow where there is much data; by range where half of the values are one. */
function binWidth(sorted: Float64Array): number {
  const range = quantile(sorted, 1) - quantile(sorted, 0);
  const middleHalf = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const wished = middleHalf > 0 ? (2 * middleHalf) / Math.cbrt(sorted.length) : range / 20;
  return niceWidth(Math.max(wished, range / MOST_BINS));
}

/** @param sorted ascending, no NaN */
export function histogram(sorted: Float64Array): Bin[] {
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first === last) return [{ from: first, to: last, count: sorted.length }];
  const width = binWidth(sorted);
  const start = Math.floor(first / width);
  // Multiples of the width, not sums of it: edges stay 0.3 and do not become 0.30000000000000004.
  const digits = Math.max(0, -Math.floor(Math.log10(width)));
  const edge = (index: number): number => Number(((start + index) * width).toFixed(Math.min(digits, 100)));
  const bins = Array.from({ length: Math.max(1, Math.ceil(last / width) - start) }, (_, index) => ({
    from: edge(index),
    to: edge(index + 1),
    count: 0,
  }));
  let index = 0;
  for (const value of sorted) {
    while (index < bins.length - 1 && value >= (bins[index]?.to ?? Infinity)) index += 1;
    const bin = bins[index];
    if (bin) bin.count += 1;
  }
  return bins;
}
