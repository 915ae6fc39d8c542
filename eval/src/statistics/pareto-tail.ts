/**
 * The tail of a distribution above a threshold as a generalised Pareto distribution (Pickands 1975), for rates past the last that
 * can be counted. The shape is never below 0: an exponential tail at the least. Face scores have an end (1), so that the shape that
 * fits best is often below 0; but what such a fit promises past the data is that nobody is more alike than those who were seen.
 */
export interface ParetoTail {
  /** Where the tail begins. */
  from: number;
  /** Share of all scores in it. */
  share: number;
  scale: number;
  /** 0: exponential. */
  shape: number;
}

/** Above it the variance of a generalised Pareto distribution is infinite, and its moments tell nothing. */
const MOST_SHAPE = 0.45;

/** Sums of the excesses over `from`, weighted: all that the fit depends on. */
export interface ExcessSums {
  weight: number;
  excess: number;
  squared: number;
}

/** By the moments of the excesses (Hosking & Wallis 1987). Undefined when nothing is in the tail. */
export function fitTail(from: number, share: number, { weight, excess, squared }: ExcessSums): ParetoTail | undefined {
  if (!(weight > 0 && excess > 0)) return undefined;
  const mean = excess / weight;
  const variance = squared / weight - mean * mean;
  // Of an exponential distribution the variance is the square of the mean.
  const ratio = variance > 0 ? (mean * mean) / variance : Infinity;
  const shape = Math.min(Math.max((1 - ratio) / 2, 0), MOST_SHAPE);
  return { from, share, shape, scale: mean * (1 - shape) };
}

/** The score that a share `rate` of all scores reaches; at most the tail's own share. */
export function tailQuantile({ from, share, scale, shape }: ParetoTail, rate: number): number {
  const decay = Math.log(share / rate);
  return from + scale * (shape === 0 ? decay : Math.expm1(shape * decay) / shape);
}
