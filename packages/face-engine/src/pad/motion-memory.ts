import type { LivenessLimits } from './liveness-limits.js';

/** The way of a face through its session, to see when it goes a way twice. */
export interface MotionMemory {
  readonly views: readonly View[];
  /** For each stretch between a view and the next: how far the latest views have followed the way from before up to there. */
  readonly runs: readonly Run[];
}

/** How the face looked in one frame. */
export interface View {
  arrivedAtMs: number;
  /** x and y of each traced point from the middle of all of them, in parts of the resting face's eye distance. */
  shape: Float32Array;
}

interface Run {
  frames: number;
  /** Its first view. */
  from?: Float32Array;
  /** How far it went from there: what a face at rest is seen to move by noise alone does not add up. In parts of the eyes' distance. */
  reach: number;
}

export const NO_MEMORY: MotionMemory = { views: [], runs: [] };
const NO_RUN: Run = { frames: 0, reach: 0 };

/**
 * A film that is played again takes the same way, though its frames need not be the same ones: so each view is compared with the
 * stretches between earlier views. A head that makes a movement twice misses its first way by far more than the noise of the points.
 */
export function remember(memory: MotionMemory, view: View, limits: LivenessLimits): MotionMemory {
  const newest = view.arrivedAtMs - limits.loopMinLagMs;
  const runs = memory.views.map((from, i) => {
    const to = memory.views[i + 1];
    if (!to || to.arrivedAtMs > newest || !onTheWay(view.shape, from.shape, to.shape, limits.loopShift)) return NO_RUN;
    const before = longest(memory.runs, i);
    const start = before.from ?? view.shape;
    return { frames: before.frames + 1, from: start, reach: Math.max(before.reach, shapeChange(view.shape, start)) };
  });
  return { views: [...memory.views, view], runs };
}

export const longestRepeat = ({ runs }: MotionMemory, { loopFrames, loopReach }: LivenessLimits): Run | undefined =>
  runs.find(({ frames, reach }) => frames >= loopFrames && reach >= loopReach);

/** Root mean square over all points, in parts of the eyes' distance. */
export function shapeChange(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (const [i, value] of one.entries()) sum += (value - other[i]!) ** 2;
  return Math.sqrt(sum / (one.length / 2));
}

/** The view before was on this stretch or on one of the two before it. */
function longest(runs: readonly Run[], at: number): Run {
  let best = NO_RUN;
  for (let i = Math.max(0, at - 2); i <= at; i++) {
    const run = runs[i];
    if (run && run.reach + run.frames * 1e-6 > best.reach + best.frames * 1e-6) best = run;
  }
  return best;
}

/** Whether the shape lies within `tolerance` of the straight way from one to the next. */
function onTheWay(shape: Float32Array, from: Float32Array, to: Float32Array, tolerance: number): boolean {
  const most = tolerance ** 2 * (shape.length / 2);
  // Most stretches are far away: their first coordinates tell.
  if (apart(shape, from, to, 0, tolerance * 8) || apart(shape, from, to, 1, tolerance * 8)) return false;
  let along = 0;
  let length = 0;
  for (const [i, value] of shape.entries()) {
    const stretch = to[i]! - from[i]!;
    along += (value - from[i]!) * stretch;
    length += stretch * stretch;
  }
  const share = length > 0 ? Math.min(1, Math.max(0, along / length)) : 0;
  let sum = 0;
  for (const [i, value] of shape.entries()) sum += (value - from[i]! - share * (to[i]! - from[i]!)) ** 2;
  return sum <= most;
}

function apart(shape: Float32Array, from: Float32Array, to: Float32Array, i: number, slack: number): boolean {
  const value = shape[i]!;
  return value < Math.min(from[i]!, to[i]!) - slack || value > Math.max(from[i]!, to[i]!) + slack;
}
