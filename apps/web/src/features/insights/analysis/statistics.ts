/** What one measure comes to over the rows that match. All but the counts are in the measure's own unit. */
export interface Summary {
  /** Cells with a number. */
  count: number;
  /** Cells without one. */
  missing: number;
  sum: number;
  mean: number;
  /** Sample standard deviation, n − 1; null for a single value. */
  standardDeviation: number | null;
  min: number;
  firstQuartile: number;
  median: number;
  thirdQuartile: number;
  max: number;
}

/** Neumaier's compensated sum: 0.1 + 0.2 + … over 100,000 rows is right to the last digits. */
export function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/**
 * Type 7 of Hyndman & Fan 1996, as in spreadsheets, R and NumPy: linear between the two neighbours.
 *
 * @param sorted ascending, at least one value, no NaN
 * @param share 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Two passes, the second around the mean: no digits are lost when the values are large and close together. */
export function standardDeviation(values: Float64Array, mean: number): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

/**
 * @param sorted the values that are there, ascending
 * @param missing how many are not
 * @returns null when there is none
 */
export function summarise(sorted: Float64Array, missing: number): Summary | null {
  if (sorted.length === 0) return null;
  const total = sum(sorted);
  const mean = total / sorted.length;
  return {
    count: sorted.length,
    missing,
    sum: total,
    mean,
    standardDeviation: standardDeviation(sorted, mean),
    min: quantile(sorted, 0),
    firstQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    thirdQuartile: quantile(sorted, 0.75),
    max: quantile(sorted, 1),
  };
}
