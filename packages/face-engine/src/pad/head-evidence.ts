import { median } from './averages.js';
import type { MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import type { HeadModel, LivenessLimits } from './liveness-limits.js';
import { viewChange } from './view-change.js';

/** The face at rest and on its way in one movement that was seen, the least turned view first. */
export interface SeenMovement {
  rest: MeasuredFace;
  views: readonly MeasuredFace[];
}

/** Views of two directions, compared: the middle of some pairs. */
export interface Comparison {
  /** Between the two directions. */
  degrees: number;
  shading: number;
  contrast: number;
}

/** What the movements of a session say about head or picture. */
export interface HeadEvidence {
  readonly movements: readonly SeenMovement[];
  readonly comparisons: readonly Comparison[];
}

export const NO_HEAD_EVIDENCE: HeadEvidence = { movements: [], comparisons: [] };

/** Pairs of views for one comparison. */
const PAIRS = 3;
/** Views that lie nearer together differ by noise alone. */
const LEAST_DEGREES = 9;

/** With one movement more: compared with its own rest, and with every movement before it, since two turned views lie further apart. */
export function withMovement({ movements, comparisons }: HeadEvidence, movement: SeenMovement): HeadEvidence {
  const { rest, views } = movement;
  const least = views.slice(0, PAIRS);
  const found = [
    compared(spreadOver(views).map((view) => [rest, view])),
    ...movements.map((before) => compared(least.flatMap((view, at) => pairWith(before.views[at], view)))),
  ];
  return {
    movements: [...movements, movement],
    comparisons: [...comparisons, ...found.filter((comparison) => comparison !== undefined)],
  };
}

/**
 * How much likelier a head is than a picture that is moved, warped or lit as it turns: the logarithm of the odds, the mean over all
 * comparisons, the wide ones counting more. Undefined when no two views could be compared.
 */
export function headLogOdds({ comparisons }: HeadEvidence, { head }: LivenessLimits): number | undefined {
  let [sum, weights] = [0, 0];
  for (const comparison of comparisons) {
    const { degrees } = comparison;
    const terms = headTerms(comparison);
    const odds =
      head.bias + head.shading * terms.shading + head.contrast * terms.contrast + head.degrees * terms.degrees;
    sum += degrees * degrees * odds;
    weights += degrees * degrees;
  }
  return weights > 0 ? sum / weights : undefined;
}

/** What the model's coefficients are multiplied by. */
export const headTerms = ({ degrees, shading, contrast }: Comparison): Omit<HeadModel, 'bias'> => ({
  shading: Math.log(Math.max(shading, 1e-4)),
  contrast: Math.log(Math.max(contrast, 1e-3)),
  degrees: Math.log(degrees / 20),
});

function compared(pairs: readonly (readonly [MeasuredFace, MeasuredFace])[]): Comparison | undefined {
  const seen = pairs.flatMap(([one, other]) => {
    const change = viewChange(one, other);
    const degrees = poseChange(one, other);
    return change && degrees >= LEAST_DEGREES ? [{ ...change, degrees }] : [];
  });
  if (seen.length === 0) return undefined;
  return {
    degrees: median(seen.map(({ degrees }) => degrees)),
    shading: median(seen.map(({ shading }) => shading)),
    contrast: median(seen.map(({ contrast }) => contrast)),
  };
}

const pairWith = (before: MeasuredFace | undefined, view: MeasuredFace): [MeasuredFace, MeasuredFace][] =>
  before ? [[before, view]] : [];

/** A quarter, half and three quarters of the way. */
function spreadOver(views: readonly MeasuredFace[]): MeasuredFace[] {
  if (views.length <= PAIRS) return [...views];
  return [0.25, 0.5, 0.75].map((share) => views[Math.round(share * (views.length - 1))]!);
}
