import type { FrameMeasure, MeasuredFace, TimedFace } from './frame-measure.js';
import { boxScale, boxShift, pointShift, poseChange, sameSize, shapeOf } from './geometry.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { longestRepeat, NO_MEMORY, remember, type MotionMemory } from './motion-memory.js';
import { unevenness } from './smoothness.js';
import { isTrusted } from './trust.js';

/** What a session's frames have to have in common, whatever is asked: one camera, one head, one time. */
export interface Continuity {
  readonly startedAtMs: number;
  /** Of every frame so far. */
  readonly hashes: readonly string[];
  /** Of the frames within the last `rateWindowMs`. */
  readonly arrivals: readonly number[];
  readonly last?: FrameMeasure;
  /** When a face was in the picture last, judged or not. */
  readonly faceAtMs?: number;
  /** The last face that was judged. */
  readonly seen?: TimedFace;
  /** A face that cannot have come from there; the next one tells whether it was a slip. */
  readonly stray?: TimedFace;
  readonly cuts: number;
  readonly heldFrames: number;
  readonly secondFaceFrames: number;
  /** The view that nothing has moved from since. */
  readonly still?: TimedFace;
  readonly memory: MotionMemory;
}

export type ContinuityStep =
  | { kind: 'new'; continuity: Continuity }
  /** The frame before once more: it tells nothing. */
  | { kind: 'held'; continuity: Continuity }
  /** A face that cannot be judged: turned too far, or out of its way for a moment. */
  | { kind: 'skipped'; continuity: Continuity; tooFar: boolean }
  | { kind: 'broken'; continuity: Continuity; failure: LivenessFailure };

/** Two frames that came together were not taken together: no camera is faster than this. */
const LEAST_INTERVAL_MS = 66;
/** Frames whose usual distance tells when one of them was taken, though the line delivered several at once. */
const RECENT_MS = 1000;

export const startContinuity = (startedAtMs: number): Continuity => ({
  startedAtMs,
  hashes: [],
  arrivals: [],
  cuts: 0,
  heldFrames: 0,
  secondFaceFrames: 0,
  memory: NO_MEMORY,
});

/** The next face may be another one; the bytes that were sent stay known. */
export const forgetFace = ({ startedAtMs, hashes, arrivals, last, heldFrames }: Continuity): Continuity => ({
  ...startContinuity(startedAtMs),
  hashes,
  arrivals,
  ...(last && { last }),
  heldFrames,
});

/** Frames begin again at that time; the bytes that were sent before stay known. */
export const beginAgain = ({ hashes, heldFrames }: Continuity, atMs: number): Continuity => ({
  ...startContinuity(atMs),
  hashes,
  heldFrames,
});

/** @param rest the resting face, once it is known: its eye distance is the unit of all distances */
export function follow(
  before: Continuity,
  frame: FrameMeasure,
  rest: MeasuredFace | undefined,
  limits: LivenessLimits,
): ContinuityStep {
  const { arrivedAtMs, sha256, face } = frame;
  const silence = tooLongSince(before, arrivedAtMs, limits);
  if (silence) return { kind: 'broken', continuity: before, failure: silence };
  if (sha256 === before.last?.sha256) return hold(before, arrivedAtMs, limits);
  const continuity: Continuity = {
    ...before,
    hashes: [...before.hashes, sha256],
    arrivals: recent([...before.arrivals, arrivedAtMs], arrivedAtMs, limits.rateWindowMs),
    last: frame,
    ...(face && { faceAtMs: arrivedAtMs }),
    secondFaceFrames: before.secondFaceFrames + (frame.faces > 1 ? 1 : 0),
  };
  const failure = sourceBreak(before, continuity, frame, limits);
  if (failure) return { kind: 'broken', continuity, failure };
  return face ? followFace(continuity, { atMs: arrivedAtMs, face }, rest, limits) : { kind: 'new', continuity };
}

/** For a frame that came, and for the time at which none came. */
export function tooLongSince(
  { last, faceAtMs, startedAtMs, arrivals }: Continuity,
  atMs: number,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  const gapMs = atMs - (last?.arrivedAtMs ?? atMs);
  if (gapMs > limits.maxGapMs) return { code: 'FRAME_GAP', detail: `${Math.round(gapMs)} ms without a frame` };
  const lostMs = last && faceAtMs !== undefined ? last.arrivedAtMs - faceAtMs : 0;
  if (lostMs > limits.maxFaceLostMs) return { code: 'FACE_LOST', detail: `${Math.round(lostMs)} ms without a face` };
  const rate = recent(arrivals, atMs, limits.rateWindowMs).length / (limits.rateWindowMs / 1000);
  if (atMs - startedAtMs > limits.rateWindowMs && last && rate < limits.minFramesPerS) {
    return { code: 'TOO_FEW_FRAMES', detail: `${rate.toFixed(1)} frames a second` };
  }
  return undefined;
}

function hold(before: Continuity, arrivedAtMs: number, limits: LivenessLimits): ContinuityStep {
  const heldFrames = before.heldFrames + 1;
  const continuity = { ...before, heldFrames };
  if (heldFrames <= limits.maxHeldFrames) return { kind: 'held', continuity };
  return { kind: 'broken', continuity, failure: { code: 'FROZEN', detail: `${heldFrames} frames came twice` } };
}

/** Signs that the frames are not of one camera, whatever they show. */
function sourceBreak(
  before: Continuity,
  { secondFaceFrames }: Continuity,
  frame: FrameMeasure,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  if (before.hashes.includes(frame.sha256)) {
    return { code: 'REPEATED_FRAME', detail: `frame ${before.hashes.length} has the bytes of an earlier one` };
  }
  if (before.last && !sameSize(before.last, frame)) {
    return { code: 'JUMP', detail: `the picture became ${frame.width} × ${frame.height}` };
  }
  return secondFaceFrames > limits.maxSecondFaceFrames
    ? { code: 'SECOND_FACE', detail: `a second face in ${secondFaceFrames} frames` }
    : undefined;
}

function followFace(
  continuity: Continuity,
  now: TimedFace,
  rest: MeasuredFace | undefined,
  limits: LivenessLimits,
): ContinuityStep {
  const { seen, stray } = continuity;
  if (!isTrusted(now.face, rest, limits)) return { kind: 'skipped', continuity, tooFar: true };
  const jump = seen && leap(seen, now, continuity, limits);
  if (!jump) return judged(continuity, now, rest, limits);
  // Where a mesh collapsed it may have given any angle, several frames long: only the way back counts.
  if (isAtEdge(seen.face, limits) && now.atMs - seen.atMs < limits.maxSkippedMs) {
    return { kind: 'skipped', continuity, tooFar: true };
  }
  if (!stray || leap(stray, now, continuity, limits)) {
    return { kind: 'skipped', continuity: { ...continuity, stray: now }, tooFar: false };
  }
  const cuts = continuity.cuts + 1;
  if (cuts > limits.maxCuts) return { kind: 'broken', continuity, failure: { code: 'JUMP', detail: jump } };
  return judged({ ...continuity, cuts }, now, rest, limits);
}

function judged(
  before: Continuity,
  now: TimedFace,
  rest: MeasuredFace | undefined,
  limits: LivenessLimits,
): ContinuityStep {
  const { stray: _, ...others } = before;
  const eyesPx = rest?.interocularPx ?? now.face.interocularPx;
  const view = { arrivedAtMs: now.atMs, shape: shapeOf(now.face, eyesPx) };
  const continuity: Continuity = {
    ...others,
    seen: now,
    still: stillView(before.still, now, eyesPx, limits),
    memory: remember(before.memory, view, limits),
  };
  const failure = unnaturalMotion(continuity, now, limits);
  return failure ? { kind: 'broken', continuity, failure } : { kind: 'new', continuity };
}

function unnaturalMotion(
  { memory, still }: Continuity,
  { atMs }: TimedFace,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  const stillMs = still ? atMs - still.atMs : 0;
  if (stillMs > limits.stillMs) return { code: 'STILL_PICTURE', detail: `nothing moved for ${Math.round(stillMs)} ms` };
  const repeat = longestRepeat(memory, limits);
  if (repeat) {
    const detail = `${repeat.frames} frames along an earlier way, ${repeat.reach.toFixed(2)} eye distances far`;
    return { code: 'REPEATED_MOTION', detail };
  }
  return unevenness(memory.views, limits);
}

const isAtEdge = ({ pose }: MeasuredFace, { edgeDegrees }: LivenessLimits): boolean =>
  Math.hypot(pose.yawDegrees, pose.pitchDegrees) >= edgeDegrees;

/** Undefined when the head could have come from where it was. */
function leap(from: TimedFace, to: TimedFace, { arrivals }: Continuity, limits: LivenessLimits): string | undefined {
  const seconds = Math.max(to.atMs - from.atMs, usualIntervalMs(arrivals, to.atMs)) / 1000;
  const turned = poseChange(to.face, from.face);
  if (turned > limits.jumpDegrees + limits.jumpDegreesPerS * seconds) {
    return `turned by ${turned.toFixed(0)}° in ${seconds.toFixed(2)} s`;
  }
  const shift = boxShift(to.face, from.face);
  if (shift > limits.jumpShift + limits.jumpShiftPerS * seconds) {
    return `moved by ${shift.toFixed(2)} of its height in ${seconds.toFixed(2)} s`;
  }
  const scale = boxScale(to.face, from.face);
  if (scale > limits.jumpScale + limits.jumpScalePerS * seconds) {
    return `grew or shrank by e^${scale.toFixed(2)} in ${seconds.toFixed(2)} s`;
  }
  return undefined;
}

function usualIntervalMs(arrivals: readonly number[], atMs: number): number {
  const latest = recent(arrivals, atMs, RECENT_MS);
  const mean = latest.length > 1 ? (latest.at(-1)! - latest[0]!) / (latest.length - 1) : 0;
  return Math.max(LEAST_INTERVAL_MS, mean);
}

function stillView(
  still: TimedFace | undefined,
  now: TimedFace,
  eyesPx: number,
  { stillShift }: LivenessLimits,
): TimedFace {
  return still && pointShift(now.face, still.face, eyesPx) < stillShift ? still : now;
}

const recent = (arrivals: readonly number[], atMs: number, windowMs: number): readonly number[] =>
  arrivals.filter((arrival) => atMs - arrival < windowMs);
