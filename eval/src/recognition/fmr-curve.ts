import type { EngineInfo, EngineName } from '@facegate/face-engine';
import { exactInterval, ruleOfThree } from '../statistics/binomial.js';
import { countMatches, thresholdAtFmr } from '../statistics/scores.js';
import type { Comparisons } from './compare-all.js';
import { fmrBounds } from './operating-points.js';
import type { Subject } from './subjects.js';

/** Below so many errors a rate is hardly known to within a third (the "rule of 30", G. Doddington). */
export const MIN_FALSE_MATCHES = 30;
const FIRST_DECADE = -1;
const LAST_DECADE = -9;

interface CurvePoint {
  /** The target: at most this share of impostor comparisons match at the threshold. */
  fmr: number;
  /** Least comparison score that matches. */
  threshold: number;
  /** The higher of two upper 95 % bounds on the FMR: Clopper–Pearson, and by drawing persons again. */
  upper95: number;
  falseMatches: number;
}

/** What the engine needs to turn a wanted FMR into a threshold. Numbers only; packages/face-engine embeds it. */
export interface FmrCurve {
  engine: EngineName;
  model: string;
  metric: EngineInfo['metric'];
  /** Impostor comparisons, and the persons in them. */
  comparisons: number;
  persons: number;
  /** The least FMR of `points`: past it there is no evidence. */
  supportedFmr: number;
  /** Highest FMR first; thresholds never fall. */
  points: CurvePoint[];
  /** With no false match left: all that the data says is that the FMR is below this, with 95 % confidence. */
  ruleOfThree: { fmr: number; threshold: number };
}

/** Thresholds at the round FMRs (5, 2, 1 × 10^−k) that at least 30 false matches speak for; undefined if none. */
export function fmrCurve(
  { engine, info }: { engine: EngineName; info: Pick<EngineInfo, 'model' | 'metric'> },
  subjects: readonly Subject[],
  comparisons: Comparisons,
): FmrCurve | undefined {
  const { sortedImpostor } = comparisons;
  const measured = roundRates()
    .map((fmr) => ({ fmr, threshold: thresholdAtFmr(sortedImpostor, fmr) }))
    .map((point) => ({ ...point, falseMatches: countMatches(sortedImpostor, point.threshold) }));
  // Equal scores can hold a point back below 30 that a lower rate could reach no better.
  const end = measured.findIndex(({ falseMatches }) => falseMatches < MIN_FALSE_MATCHES);
  const supported = measured.slice(0, end);
  const [least] = supported.slice(-1);
  if (!least) return undefined;
  const bounds = fmrBounds(
    subjects,
    comparisons,
    supported.map(({ threshold }) => threshold),
    supported.map(({ falseMatches }) => falseMatches),
  );
  return {
    engine,
    model: info.model,
    metric: info.metric,
    comparisons: sortedImpostor.length,
    persons: new Set(subjects.filter(({ vector }) => vector).map(({ person }) => person)).size,
    supportedFmr: least.fmr,
    points: supported.map((point, k) => ({
      ...point,
      upper95: significant(Math.max(bounds[k]![1], exactInterval(point.falseMatches, sortedImpostor.length)[1])),
    })),
    ruleOfThree: {
      fmr: significant(ruleOfThree(sortedImpostor.length)),
      threshold: thresholdAtFmr(sortedImpostor, 0),
    },
  };
}

/** 1e-1, 5e-2, 2e-2, 1e-2, … */
function roundRates(): number[] {
  const rates = [10 ** FIRST_DECADE];
  for (let decade = FIRST_DECADE - 1; decade >= LAST_DECADE; decade--) {
    rates.push(...[5, 2, 1].map((digit) => Number(`${digit}e${decade}`)));
  }
  return rates;
}

const significant = (value: number): number => Number(value.toPrecision(3));
