import { COMPARISON_KINDS, type ComparisonKind } from '@facegate/face-engine';
import type { CautiousPoint } from '../../statistics/cautious-thresholds.js';
import type { ProtocolResult } from './protocols.js';

/** One kind's curve as the engine reads it, with what is behind each point. */
export interface CurveOfKind {
  /** Impostor comparisons of the protocol that they are most of, and the people in all of them. */
  comparisons: number;
  persons: number;
  /** The least rate of `points`. */
  supportedFmr: number;
  points: (Pick<CautiousPoint, 'fmr' | 'basis'> & {
    threshold: number;
    /** The protocol that asks for it: the most cautious one. */
    protocol: string;
  })[];
}

export type CurvesOfKinds = Record<ComparisonKind, CurveOfKind | undefined>;

/**
 * For each kind and rate the highest of the upper bounds of its protocols. A protocol takes part when at least its highest rate can be
 * counted; undefined where none does.
 */
export function fmrCurves(protocols: readonly ProtocolResult[]): CurvesOfKinds {
  const [pictures, templates, sessions] = COMPARISON_KINDS.map((kind) =>
    curveOf(protocols.filter((protocol) => protocol.kind === kind && protocol.points[0]?.basis === 'counted')),
  );
  return { 'picture-picture': pictures, 'template-picture': templates, 'template-session': sessions };
}

function curveOf(protocols: readonly ProtocolResult[]): CurveOfKind | undefined {
  const rates = [...new Set(protocols.flatMap(({ points }) => points.map(({ fmr }) => fmr)))];
  const points = rates
    .toSorted((one, other) => other - one)
    .map((fmr) => {
      const all = protocols.flatMap(({ name, points: own }) =>
        own.filter((point) => point.fmr === fmr).map((point) => ({ name, ...point })),
      );
      const { name, basis, upper95 } = all.reduce((most, point) => (point.upper95 > most.upper95 ? point : most));
      return { fmr, threshold: upper95, basis, protocol: name };
    });
  // What is stricter at a higher rate is stricter at a lower one, too.
  for (const [k, point] of points.entries())
    point.threshold = Math.max(point.threshold, points[k - 1]?.threshold ?? -1);
  const least = points.at(-1);
  if (!least) return undefined;
  return {
    comparisons: Math.max(...protocols.map(({ comparisons }) => comparisons)),
    persons: Math.max(...protocols.map(({ persons }) => persons)),
    supportedFmr: least.fmr,
    points,
  };
}
