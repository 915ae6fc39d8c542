import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { pointShift } from './geometry.js';
import type { LivenessLimits } from './liveness-limits.js';

/** The way of a face through its session, to see when it goes a way twice. */
export interface MotionMemory {
  readonly views: readonly View[];
  /** For each stretch between a view and the next: how far the latest views have followed the way from before up to there. */
  readonly runs: readonly Run[];
}

/** Where the face was in one frame. */
export interface View {
  arrivedAtMs: number;
  points: Float32Array;
  interocularPx: number;
}

interface Run {
  frames: number;
  /** Length of the way that was followed, in parts of the eyes' distance. */
  path: number;
}

export const NO_MEMORY: MotionMemory = { views: [], runs: [] };
const NO_RUN: Run = { frames: 0, path: 0 };

/**
 * A film that is played again takes the same way, though its frames need not be the same ones: so each view is compared with the
 * stretches between earlier views. A head that makes a movement twice misses its first way by far more than the noise of the points.
 */
export function remember(
  memory: MotionMemory,
  { arrivedAtMs }: FrameMeasure,
  face: MeasuredFace,
  last: MeasuredFace | undefined,
  limits: LivenessLimits,
): MotionMemory {
  const { points, interocularPx } = face;
  const moved = last ? pointShift(face, last) : 0;
  const newest = arrivedAtMs - limits.loopMinLagMs;
  const runs = memory.views.map((from, i) => {
    const to = memory.views[i + 1];
    if (!to || to.arrivedAtMs > newest || !onTheWay(points, from, to, limits.loopShift)) return NO_RUN;
    const before = longest(memory.runs, i);
    return { frames: before.frames + 1, path: before.path + (before.frames > 0 ? moved : 0) };
  });
  return { views: [...memory.views, { arrivedAtMs, points, interocularPx }], runs };
}

export const longestRepeat = ({ runs }: MotionMemory, { loopFrames, loopPath }: LivenessLimits): Run | undefined =>
  runs.find(({ frames, path }) => frames >= loopFrames && path >= loopPath);

/** The view before was on this stretch or on one of the two before it. */
function longest(runs: readonly Run[], at: number): Run {
  let best = NO_RUN;
  for (let i = Math.max(0, at - 2); i <= at; i++) {
    const run = runs[i];
    if (run && run.path + run.frames * 1e-6 > best.path + best.frames * 1e-6) best = run;
  }
  return best;
}

/** Whether the points lie within `tolerance` (parts of the eyes' distance) of the straight way from one view to the next. */
function onTheWay(points: Float32Array, from: View, to: View, tolerance: number): boolean {
  const most = (tolerance * from.interocularPx) ** 2 * (points.length / 2);
  // Most stretches are far away: their first coordinates tell.
  if (apart(points, from, to, 0, tolerance * 8) || apart(points, from, to, 1, tolerance * 8)) return false;
  let along = 0;
  let length = 0;
  for (const [i, value] of points.entries()) {
    const start = from.points[i]!;
    const stretch = to.points[i]! - start;
    along += (value - start) * stretch;
    length += stretch * stretch;
  }
  const share = length > 0 ? Math.min(1, Math.max(0, along / length)) : 0;
  let sum = 0;
  for (const [i, value] of points.entries()) {
    const start = from.points[i]!;
    sum += (value - start - share * (to.points[i]! - start)) ** 2;
  }
  return sum <= most;
}

function apart(points: Float32Array, from: View, to: View, i: number, tolerance: number): boolean {
  const slack = tolerance * from.interocularPx;
  const value = points[i]!;
  const [a, b] = [from.points[i]!, to.points[i]!];
  return value < Math.min(a, b) - slack || value > Math.max(a, b) + slack;
}
