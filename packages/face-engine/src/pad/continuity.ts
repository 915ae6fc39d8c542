import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { boxScale, boxShift, pointShift, poseChange, sameSize } from './geometry.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { longestRepeat, NO_MEMORY, remember, type MotionMemory } from './motion-memory.js';
import { unevenness } from './smoothness.js';

/** What a session's frames have to have in common, whatever is asked: one camera, one head, one time. */
export interface Continuity {
  readonly startedAtMs: number;
  /** Of every frame so far. */
  readonly hashes: readonly string[];
  /** Of the frames within the last `rateWindowMs`. */
  readonly arrivals: readonly number[];
  readonly last?: FrameMeasure;
  /** The last frame with a face. */
  readonly seen?: SeenFace;
  readonly heldFrames: number;
  readonly secondFaceFrames: number;
  /** The view that nothing has moved from since. */
  readonly still?: SeenFace;
  readonly memory: MotionMemory;
}

interface SeenFace {
  atMs: number;
  face: MeasuredFace;
}

export type ContinuityStep =
  | { kind: 'new'; continuity: Continuity }
  /** The frame before once more: it tells nothing. */
  | { kind: 'held'; continuity: Continuity }
  | { kind: 'broken'; continuity: Continuity; failure: LivenessFailure };

/** Two frames that came together were not taken together: no camera is faster than this. */
const LEAST_INTERVAL_MS = 66;

export const startContinuity = (startedAtMs: number): Continuity => ({
  startedAtMs,
  hashes: [],
  arrivals: [],
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

export function follow(before: Continuity, frame: FrameMeasure, limits: LivenessLimits): ContinuityStep {
  const { arrivedAtMs, sha256, face } = frame;
  const silence = tooLongSince(before, arrivedAtMs, limits);
  if (silence) return { kind: 'broken', continuity: before, failure: silence };
  if (sha256 === before.last?.sha256) return hold(before, arrivedAtMs, limits);
  const continuity: Continuity = {
    ...before,
    hashes: [...before.hashes, sha256],
    arrivals: recent([...before.arrivals, arrivedAtMs], arrivedAtMs, limits),
    last: frame,
    secondFaceFrames: before.secondFaceFrames + (frame.faces > 1 ? 1 : 0),
    ...(face && {
      seen: { atMs: arrivedAtMs, face },
      still: stillView(before.still, arrivedAtMs, face, limits),
      memory: remember(before.memory, frame, face, before.seen?.face, limits),
    }),
  };
  const failure = breakBetween(before, continuity, frame, limits);
  return failure ? { kind: 'broken', continuity, failure } : { kind: 'new', continuity };
}

/** For a frame that came, and for the time at which none came. */
export function tooLongSince(
  { last, seen, startedAtMs, arrivals }: Continuity,
  atMs: number,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  const gapMs = atMs - (last?.arrivedAtMs ?? atMs);
  if (gapMs > limits.maxGapMs) return { code: 'FRAME_GAP', detail: `${Math.round(gapMs)} ms without a frame` };
  const lostMs = last && seen ? last.arrivedAtMs - seen.atMs : 0;
  if (lostMs > limits.maxFaceLostMs) return { code: 'FACE_LOST', detail: `${Math.round(lostMs)} ms without a face` };
  const rate = recent(arrivals, atMs, limits).length / (limits.rateWindowMs / 1000);
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

function breakBetween(
  before: Continuity,
  { secondFaceFrames, memory, still }: Continuity,
  frame: FrameMeasure,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  if (before.hashes.includes(frame.sha256)) {
    return { code: 'REPEATED_FRAME', detail: `frame ${before.hashes.length} has the bytes of an earlier one` };
  }
  if (secondFaceFrames > limits.maxSecondFaceFrames) {
    return { code: 'SECOND_FACE', detail: `a second face in ${secondFaceFrames} frames` };
  }
  const jump = jumpSince(before, frame, limits);
  if (jump) return { code: 'JUMP', detail: jump };
  const stillMs = still && frame.face ? frame.arrivedAtMs - still.atMs : 0;
  if (stillMs > limits.stillMs) return { code: 'STILL_PICTURE', detail: `nothing moved for ${Math.round(stillMs)} ms` };
  const repeat = longestRepeat(memory, limits);
  if (repeat) {
    const detail = `${repeat.frames} frames along an earlier way of ${repeat.path.toFixed(2)} eye distances`;
    return { code: 'REPEATED_MOTION', detail };
  }
  return unevenness(memory.views, limits);
}

/** Undefined when the head could have come from where it was. */
function jumpSince({ last, seen }: Continuity, frame: FrameMeasure, limits: LivenessLimits): string | undefined {
  if (last && !sameSize(last, frame)) return `the picture became ${frame.width} × ${frame.height}`;
  if (!seen || !frame.face) return undefined;
  const seconds = Math.max(frame.arrivedAtMs - seen.atMs, LEAST_INTERVAL_MS) / 1000;
  const turned = poseChange(frame.face, seen.face);
  if (turned > limits.jumpDegrees + limits.jumpDegreesPerS * seconds) {
    return `turned by ${turned.toFixed(0)}° in ${seconds.toFixed(2)} s`;
  }
  const shift = boxShift(frame.face, seen.face);
  if (shift > limits.jumpShift + limits.jumpShiftPerS * seconds) {
    return `moved by ${shift.toFixed(2)} of its height in ${seconds.toFixed(2)} s`;
  }
  const scale = boxScale(frame.face, seen.face);
  if (scale > limits.jumpScale + limits.jumpScalePerS * seconds) {
    return `grew or shrank by e^${scale.toFixed(2)} in ${seconds.toFixed(2)} s`;
  }
  return undefined;
}

function stillView(
  still: SeenFace | undefined,
  atMs: number,
  face: MeasuredFace,
  { stillShift }: LivenessLimits,
): SeenFace {
  return still && pointShift(face, still.face) < stillShift ? still : { atMs, face };
}

const recent = (arrivals: readonly number[], atMs: number, { rateWindowMs }: LivenessLimits): readonly number[] =>
  arrivals.filter((arrival) => atMs - arrival < rateWindowMs);
