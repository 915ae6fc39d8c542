import { wayOverFade } from './between-views.js';
import type { MeasuredFace, TimedFace } from './frame-measure.js';
import { poseChange, shapeOf } from './geometry.js';
import type { LivenessLimits } from './liveness-limits.js';

/**
 * The views of a session in which a head was seen between two poses. Stills that are shown in turn have none: a cut has nothing between, a fade is
 * the two laid over each other, and a still from half-way is the same one each time.
 */
export interface WaySeen {
  /** The latest views, oldest first. */
  readonly latest: readonly TimedFace[];
  /** Of the views that count: points from their middle, in parts of the resting face's eye distance. */
  readonly shapes: readonly Float32Array[];
}

export const NO_WAY: WaySeen = { latest: [], shapes: [] };

/** What comes next is another face, or later: no way leads there from what was seen. */
export const interrupted = ({ shapes }: WaySeen): WaySeen => ({ latest: [], shapes });

/** With one more view. Whether an earlier one lay between two others shows when the head has moved on from it: that is now, for some. */
export function withView(before: WaySeen, newest: TimedFace, rest: MeasuredFace, limits: LivenessLimits): WaySeen {
  const latest = before.latest.filter(({ atMs }) => newest.atMs - atMs <= 2 * limits.wayMs);
  const shapes = latest.reduce(
    (known, _, at) => (isOnItsWay(latest, at, newest, limits) ? withShape(known, latest[at]!, rest, limits) : known),
    before.shapes,
  );
  return { latest: [...latest, newest], shapes };
}

/** Enough views for the directions that were asked for. Directions count, not movements: who turns to one side twice may show the same views. */
export function hasWays({ shapes }: WaySeen, directions: number, framesPerS: number, limits: LivenessLimits): boolean {
  const each = framesPerS < limits.slowFramesPerS ? limits.viewsPerDirectionSlow : limits.viewsPerDirection;
  return directions === 0 || shapes.length >= Math.max(limits.leastViews, each * directions);
}

function isOnItsWay(latest: readonly TimedFace[], at: number, newest: TimedFace, limits: LivenessLimits): boolean {
  const view = latest[at]!;
  const isNear = (other: TimedFace): boolean => poseChange(other.face, view.face) < limits.wayDegrees;
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

/** The same still once more is no other view, nor nearer, nor turned in its plane. */
function withShape(
  shapes: readonly Float32Array[],
  { face }: TimedFace,
  rest: MeasuredFace,
  { wayDistinct }: LivenessLimits,
): readonly Float32Array[] {
  const shape = shapeOf(face, rest.interocularPx);
  return shapes.some((known) => alignedChange(known, shape) < wayDistinct) ? shapes : [...shapes, shape];
}

/**
 * Root mean square distance of two shapes about their middles, once the second has the size and the roll that bring it nearest to the first
 * (in complex numbers its best multiple).
 */
export function alignedChange(one: Float32Array, other: Float32Array): number {
  let [squaresOne, squaresOther, real, imaginary] = [0, 0, 0, 0];
  for (let i = 0; i < one.length; i += 2) {
    const [a, b, x, y] = [one[i]!, one[i + 1]!, other[i]!, other[i + 1]!];
    squaresOne += a * a + b * b;
    squaresOther += x * x + y * y;
    real += a * x + b * y;
    imaginary += b * x - a * y;
  }
  const left = squaresOne - (real * real + imaginary * imaginary) / Math.max(squaresOther, 1e-12);
  return Math.sqrt(Math.max(0, left) / (one.length / 2));
}
