import { assessPicture, assessMoment, singleFace, type Guidance } from './guidance.js';
import type { FrameObservation, TrackedFace } from './observation.js';

/** A blink lasts this long, from the last open frame to the first open one after it. */
const BLINK_MIN_MS = 60;
const BLINK_MAX_MS = 800;
/** Frames of rest that are looked at before a blink counts. */
export const REST_MS = 400;
const REST_MIN_FRAMES = 4;
/** Looking down lowers the lids as well: a blink counts only this near to the rest pitch. */
const PITCH_TOLERANCE_DEGREES = 12;
/** A longer silence between two frames proves nothing about what was between them. */
const FRAME_GAP_MS = 600;
export const SEEK_DEADLINE_MS = 20_000;
export const BLINK_DEADLINE_MS = 15_000;
export const SETTLE_DEADLINE_MS = 4_000;
/** The eyes stay open this long after the blink before the picture is taken. */
const SETTLE_MS = 150;

/** The person's own open eyes, and what counts as closed for them. Values of `eyesClosed`, 0…1. */
export interface EyeRest {
  pitchDegrees: number;
  open: number;
  closedAbove: number;
  openBelow: number;
}

export type BlinkFailure = 'no-face' | 'no-blink' | 'no-still-moment';

export type BlinkPhase =
  | { name: 'seeking'; deadlineMs: number }
  | { name: 'learning'; deadlineMs: number; sinceMs: number; eyes: readonly number[]; pitches: readonly number[] }
  | { name: 'watching'; deadlineMs: number; rest: EyeRest; lastOpenMs: number }
  | { name: 'closed'; deadlineMs: number; rest: EyeRest; lastOpenMs: number; closedAtMs: number; lastClosedMs: number }
  | { name: 'settling'; deadlineMs: number; rest: EyeRest; openSinceMs: number; blinkDurationMs: number }
  /** The blink was seen and the eyes are open: the present frame is the one to take. */
  | { name: 'ready'; blinkDurationMs: number }
  /** Ask again. */
  | { name: 'timed-out'; why: BlinkFailure };

export interface BlinkState {
  phase: BlinkPhase;
  guidance: Guidance | null;
  lastFrameMs: number | null;
}

export type BlinkEvent =
  | { type: 'observed'; observation: FrameObservation }
  | { type: 'restart'; atMs: number }
  | { type: 'tick'; atMs: number };

/** The value below which `share` (0…1) of the values lie. */
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const seek = (atMs: number): BlinkPhase => ({ name: 'seeking', deadlineMs: atMs + SEEK_DEADLINE_MS });

export function startBlink(atMs: number): BlinkState {
  return { phase: seek(atMs), guidance: null, lastFrameMs: null };
}

/** A blink that falls into the learning takes less than half of it: the more open quarter is the eyes at rest. */
export function restOf(eyes: readonly number[], pitches: readonly number[]): EyeRest {
  return restFor(quantile(eyes, 0.25), quantile(pitches, 0.5));
}

/** Eyes that are narrow at rest need a higher bar; wide ones keep the bar that was measured to find blinks (0.5). */
function restFor(open: number, pitchDegrees: number): EyeRest {
  const closedAbove = Math.min(0.8, Math.max(0.45, open + 0.25));
  return { pitchDegrees, open, closedAbove, openBelow: open + (closedAbove - open) * 0.6 };
}

/** Eyes that were half closed all through the learning show it when they open: then that is their rest. */
function opened(rest: EyeRest, { eyesClosed }: TrackedFace): EyeRest {
  return eyesClosed < rest.open ? restFor(eyesClosed, rest.pitchDegrees) : rest;
}

function learn(phase: BlinkPhase & { name: 'learning' }, face: TrackedFace, atMs: number): BlinkPhase {
  const eyes = [...phase.eyes, face.eyesClosed];
  const pitches = [...phase.pitches, face.pose.pitchDegrees];
  if (atMs - phase.sinceMs < REST_MS || eyes.length < REST_MIN_FRAMES) return { ...phase, eyes, pitches };
  return { name: 'watching', deadlineMs: atMs + BLINK_DEADLINE_MS, rest: restOf(eyes, pitches), lastOpenMs: atMs };
}

function watch(phase: BlinkPhase & { name: 'watching' | 'closed' }, face: TrackedFace, atMs: number): BlinkPhase {
  const { deadlineMs } = phase;
  const rest = opened(phase.rest, face);
  const watching = (lastOpenMs: number): BlinkPhase => ({ name: 'watching', deadlineMs, rest, lastOpenMs });
  if (Math.abs(face.pose.pitchDegrees - rest.pitchDegrees) > PITCH_TOLERANCE_DEGREES) return watching(atMs);
  if (phase.name === 'watching') {
    if (face.eyesClosed < rest.openBelow) return watching(atMs);
    if (face.eyesClosed < rest.closedAbove) return phase;
    return { ...phase, rest, name: 'closed', closedAtMs: atMs, lastClosedMs: atMs };
  }
  if (face.eyesClosed >= rest.closedAbove) return { ...phase, lastClosedMs: atMs };
  if (face.eyesClosed >= rest.openBelow) return phase;
  // The eyes closed and opened somewhere between two frames: at least `shortest`, at most `longest`.
  const longest = atMs - phase.lastOpenMs;
  const shortest = phase.lastClosedMs - phase.closedAtMs;
  if (longest < BLINK_MIN_MS || shortest > BLINK_MAX_MS) return watching(atMs);
  return {
    name: 'settling',
    deadlineMs: atMs + SETTLE_DEADLINE_MS,
    rest,
    openSinceMs: atMs,
    blinkDurationMs: Math.round((longest + shortest) / 2),
  };
}

function settle(phase: BlinkPhase & { name: 'settling' }, face: TrackedFace, atMs: number): BlinkPhase {
  const fit = face.eyesClosed < phase.rest.openBelow && assessMoment(face) === null;
  if (!fit) return { ...phase, openSinceMs: atMs };
  if (atMs - phase.openSinceMs < SETTLE_MS) return phase;
  return { name: 'ready', blinkDurationMs: phase.blinkDurationMs };
}

function observe(state: BlinkState, observation: FrameObservation): BlinkState {
  const { phase } = state;
  if (phase.name === 'ready' || phase.name === 'timed-out') return state;
  const { atMs } = observation;
  const face = singleFace(observation);
  const guidance = typeof face === 'string' ? face : assessPicture(face);
  const silent = state.lastFrameMs !== null && atMs - state.lastFrameMs > FRAME_GAP_MS;
  const seen = { ...state, guidance, lastFrameMs: atMs };
  if (typeof face === 'string' || guidance !== null || silent) {
    // Another person could have taken the place: what was learned and seen so far counts no more.
    return expire({ ...seen, phase: phase.name === 'seeking' ? phase : seek(atMs) }, atMs);
  }
  switch (phase.name) {
    case 'seeking':
      return { ...seen, phase: { ...phase, name: 'learning', sinceMs: atMs, eyes: [], pitches: [] } };
    case 'learning':
      return expire({ ...seen, phase: learn(phase, face, atMs) }, atMs);
    case 'watching':
    case 'closed':
      return expire({ ...seen, phase: watch(phase, face, atMs) }, atMs);
    case 'settling':
      return expire({ ...seen, guidance: assessMoment(face), phase: settle(phase, face, atMs) }, atMs);
  }
}

const WHY: Record<'seeking' | 'learning' | 'watching' | 'closed' | 'settling', BlinkFailure> = {
  seeking: 'no-face',
  learning: 'no-face',
  watching: 'no-blink',
  closed: 'no-blink',
  settling: 'no-still-moment',
};

function expire(state: BlinkState, atMs: number): BlinkState {
  const { phase } = state;
  if (phase.name === 'ready' || phase.name === 'timed-out' || atMs < phase.deadlineMs) return state;
  return { ...state, phase: { name: 'timed-out', why: WHY[phase.name] } };
}

export function blinkReducer(state: BlinkState, event: BlinkEvent): BlinkState {
  switch (event.type) {
    case 'observed':
      return observe(state, event.observation);
    case 'restart':
      return startBlink(event.atMs);
    case 'tick':
      return expire(state, event.atMs);
  }
}
