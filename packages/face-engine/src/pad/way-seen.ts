import { wayOverFade } from './between-views.js';
import type { MeasuredFace } from './frame-measure.js';
import { poseChange, shapeOf } from './geometry.js';
import type { LivenessLimits } from './liveness-limits.js';
import { shapeChange } from './motion-memory.js';

/**
 * The views of a session in which a head was seen between two poses. Stills that are shown in turn have none: a cut has nothing between, a fade is
 * the two laid over each other, and a still from half-way is the same one each time.
 */
export interface WaySeen {
  /** The latest views, oldest first. */
  readonly latest: readonly TimedView[];
  /** Of the views that count: points from their middle, in parts of the resting face's eye distance. */
  readonly shapes: readonly Float32Array[];
}

interface TimedView {
  atMs: number;
  face: MeasuredFace;
}

export const NO_WAY: WaySeen = { latest: [], shapes: [] };

/** Another face or another time comes: no way leads there. */
export const interrupted = ({ shapes }: WaySeen): WaySeen => ({ latest: [], shapes });

/** One more view. It may be the first that lies far enough from some of the latest to show what they were. */
export function withView(before: WaySeen, newest: TimedView, rest: MeasuredFace, limits: LivenessLimits): WaySeen {
  const latest = before.latest.filter(({ atMs }) => newest.atMs - atMs <= 2 * limits.wayMs);
  const shapes = latest.reduce(
    (known, _, at) => (isOnItsWay(latest, at, newest, limits) ? withShape(known, latest[at]!, rest, limits) : known),
    before.shapes,
  );
  return { latest: [...latest, newest], shapes };
}

/** Enough of what lies between for the movements that were seen. */
export const hasWays = (
  { shapes }: WaySeen,
  movements: number,
  { viewsPerMovement, leastViews }: LivenessLimits,
): boolean => movements === 0 || shapes.length >= Math.max(leastViews, viewsPerMovement * movements);

function isOnItsWay(latest: readonly TimedView[], at: number, newest: TimedView, limits: LivenessLimits): boolean {
  const view = latest[at]!;
  const isNear = (other: TimedView): boolean => poseChange(other.face, view.face) < limits.wayDegrees;
  if (newest.atMs - view.atMs > limits.wayMs || isNear(newest)) return false;
  // Looked at once only: with the first view that is far enough.
  if (!latest.slice(at + 1).every(isNear)) return false;
  const before = latest.slice(0, at).findLast((other) => !isNear(other));
  if (!before || view.atMs - before.atMs > limits.wayMs) return false;
  const [come, go] = [poseChange(before.face, view.face), poseChange(view.face, newest.face)];
  if (poseChange(before.face, newest.face) < limits.wayStraightness * (come + go)) return false;
  const odds = wayOverFade(before.face, view.face, newest.face);
  return odds !== undefined && odds >= limits.wayOverFade;
}

/** The same still once more is no other view. */
function withShape(
  shapes: readonly Float32Array[],
  { face }: TimedView,
  rest: MeasuredFace,
  { wayDistinct }: LivenessLimits,
): readonly Float32Array[] {
  const shape = shapeOf(face, rest.interocularPx);
  return shapes.some((known) => shapeChange(known, shape) < wayDistinct) ? shapes : [...shapes, shape];
}
