import type { Pose } from '@facegate/contracts';
import { assessFrame, singleFace, type Guidance } from './guidance.js';
import type { FrameObservation } from './observation.js';

/** Pose and quality must hold this long before a picture is taken by itself. */
export const HOLD_MS = 500;
/** A hold survives bad frames (a blink, a noisy measure) for this long. */
const HOLD_GAP_MS = 150;
/** Looking for a pose longer than this is `stalled`: the app should point at the shutter and at upload. */
export const SEEK_DEADLINE_MS = 12_000;
/** A frame that is asked for and does not come within this is given up. */
export const GRAB_DEADLINE_MS = 3_000;

export type SampleSource = 'automatic' | 'shutter' | 'upload';

export interface CapturedSample<S> {
  sample: S;
  source: SampleSource;
  atMs: number;
}

/** `off`: no tracker, so only shutter and upload work. `waiting`: it is loading or has seen no frame yet. */
type Tracking = 'waiting' | 'on' | 'off';

export type CapturePhase =
  | { name: 'seeking'; deadlineMs: number; stalled: boolean }
  | { name: 'holding'; sinceMs: number; lastGoodMs: number; progress: number }
  | { name: 'grabbing'; request: number; source: 'automatic' | 'shutter'; deadlineMs: number }
  | { name: 'done' };

/** `S` is whatever the app takes as a sample: the machine only keeps it. */
export interface MultiAngleState<S> {
  poses: readonly Pose[];
  samples: Partial<Record<Pose, CapturedSample<S>>>;
  /** The pose that is asked for; null when all are there. */
  pose: Pose | null;
  phase: CapturePhase;
  /** What keeps the present frame from being taken; null when nothing does. */
  guidance: Guidance | null;
  tracking: Tracking;
  /** A press of the shutter would take a picture now. */
  shutterReady: boolean;
  /** Counts the grabs asked for, so that a late frame is not taken for a newer one. */
  grabs: number;
}

export type MultiAngleEvent<S> =
  | { type: 'observed'; observation: FrameObservation }
  | { type: 'tracking'; tracking: Tracking; atMs: number }
  | { type: 'shutter'; atMs: number }
  | { type: 'grabbed'; request: number; sample: S; atMs: number }
  | { type: 'grab-failed'; request: number; atMs: number }
  | { type: 'uploaded'; pose: Pose; sample: S; atMs: number }
  | { type: 'retake'; pose: Pose; atMs: number }
  | { type: 'restart'; atMs: number }
  | { type: 'tick'; atMs: number };

const seeking = (atMs: number): CapturePhase => ({
  name: 'seeking',
  deadlineMs: atMs + SEEK_DEADLINE_MS,
  stalled: false,
});

export function startMultiAngle<S>(poses: readonly Pose[], atMs: number): MultiAngleState<S> {
  return {
    poses,
    samples: {},
    pose: poses[0] ?? null,
    phase: poses.length > 0 ? seeking(atMs) : { name: 'done' },
    guidance: null,
    tracking: 'waiting',
    shutterReady: false,
    grabs: 0,
  };
}

/** With `pose` filled, goes on to the first pose that is still missing. */
function keep<S>(state: MultiAngleState<S>, pose: Pose, captured: CapturedSample<S>): MultiAngleState<S> {
  const samples = { ...state.samples, [pose]: captured };
  // A picture that is uploaded for another pose does not interrupt the pose that is being asked for.
  const stays = state.pose !== null && state.pose !== pose && !samples[state.pose];
  if (stays) return { ...state, samples };
  const next = state.poses.find((candidate) => !samples[candidate]) ?? null;
  return { ...state, samples, pose: next, guidance: null, phase: next ? seeking(captured.atMs) : { name: 'done' } };
}

function grab<S>(state: MultiAngleState<S>, source: 'automatic' | 'shutter', atMs: number): MultiAngleState<S> {
  const request = state.grabs + 1;
  return {
    ...state,
    grabs: request,
    phase: { name: 'grabbing', request, source, deadlineMs: atMs + GRAB_DEADLINE_MS },
  };
}

function observe<S>(state: MultiAngleState<S>, observation: FrameObservation): MultiAngleState<S> {
  const { phase, pose } = state;
  const shutterReady = typeof singleFace(observation) !== 'string';
  if (pose === null || phase.name === 'done' || phase.name === 'grabbing') {
    return change(state, { tracking: 'on', shutterReady });
  }
  const guidance = assessFrame(observation, pose, phase.name === 'holding');
  const seen = change(state, { tracking: 'on', shutterReady, guidance });
  const { atMs } = observation;
  if (phase.name === 'seeking') {
    return guidance === null
      ? { ...seen, phase: { name: 'holding', sinceMs: atMs, lastGoodMs: atMs, progress: 0 } }
      : expire(seen, atMs);
  }
  if (guidance !== null) {
    return atMs - phase.lastGoodMs <= HOLD_GAP_MS ? seen : { ...seen, phase: seeking(atMs) };
  }
  // Frames that stopped for a while prove no hold.
  if (atMs - phase.lastGoodMs > HOLD_MS) {
    return { ...seen, phase: { name: 'holding', sinceMs: atMs, lastGoodMs: atMs, progress: 0 } };
  }
  const heldMs = atMs - phase.sinceMs;
  if (heldMs >= HOLD_MS) return grab(seen, 'automatic', atMs);
  return { ...seen, phase: { ...phase, lastGoodMs: atMs, progress: heldMs / HOLD_MS } };
}

/** Keeps the very same state when nothing would change, so that nothing is drawn again. */
function change<S>(state: MultiAngleState<S>, changes: Partial<MultiAngleState<S>>): MultiAngleState<S> {
  const keys = Object.keys(changes) as (keyof MultiAngleState<S>)[];
  return keys.every((key) => state[key] === changes[key]) ? state : { ...state, ...changes };
}

function expire<S>(state: MultiAngleState<S>, atMs: number): MultiAngleState<S> {
  const { phase } = state;
  if (phase.name === 'seeking' && !phase.stalled && atMs >= phase.deadlineMs) {
    return { ...state, phase: { ...phase, stalled: true } };
  }
  if (phase.name === 'grabbing' && atMs >= phase.deadlineMs) return { ...state, phase: seeking(atMs) };
  if (phase.name === 'holding' && atMs - phase.lastGoodMs > HOLD_MS) return { ...state, phase: seeking(atMs) };
  return state;
}

export function multiAngleReducer<S>(state: MultiAngleState<S>, event: MultiAngleEvent<S>): MultiAngleState<S> {
  switch (event.type) {
    case 'observed':
      return observe(state, event.observation);
    case 'tracking':
      return change(state, {
        tracking: event.tracking,
        shutterReady: event.tracking === 'off' || (event.tracking === 'on' && state.shutterReady),
        guidance: event.tracking === 'on' ? state.guidance : null,
      });
    case 'shutter': {
      const waits = state.phase.name === 'seeking' || state.phase.name === 'holding';
      return waits && state.shutterReady ? grab(state, 'shutter', event.atMs) : state;
    }
    case 'grabbed': {
      const { phase, pose } = state;
      if (phase.name !== 'grabbing' || phase.request !== event.request || pose === null) return state;
      return keep(state, pose, { sample: event.sample, source: phase.source, atMs: event.atMs });
    }
    case 'grab-failed':
      if (state.phase.name !== 'grabbing' || state.phase.request !== event.request) return state;
      return { ...state, phase: seeking(event.atMs) };
    case 'uploaded':
      if (!state.poses.includes(event.pose)) return state;
      return keep(state, event.pose, { sample: event.sample, source: 'upload', atMs: event.atMs });
    case 'retake': {
      if (!state.poses.includes(event.pose)) return state;
      const samples = { ...state.samples };
      delete samples[event.pose];
      return { ...state, samples, pose: event.pose, guidance: null, phase: seeking(event.atMs) };
    }
    case 'restart':
      return {
        ...startMultiAngle<S>(state.poses, event.atMs),
        tracking: state.tracking,
        shutterReady: state.shutterReady,
        grabs: state.grabs,
      };
    case 'tick':
      return expire(state, event.atMs);
  }
}
