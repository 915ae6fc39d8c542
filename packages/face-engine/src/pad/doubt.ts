import { forgetFace } from './continuity.js';
import { fail } from './judged.js';
import type { LivenessFailure, LivenessFailureCode } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { learning, type Judged, type LivenessPhase, type LivenessState } from './liveness-state.js';
import { EMPTY_RECORD, withoutCandidate } from './record.js';
import { interrupted } from './way-seen.js';

/** While the rest is learned a person may come, go or sit down: the learning begins again. */
const SETTLING: ReadonlySet<LivenessFailureCode> = new Set([
  'JUMP',
  'FACE_LOST',
  'SECOND_FACE',
  'REPEATED_MOTION',
  'FRAMES_HELD',
  'FRAMES_REORDERED',
]);

/** Failures that honest people have too: each is answered with one more movement. */
const DOUBTFUL: ReadonlySet<LivenessFailureCode> = new Set([
  'JUMP',
  'FACE_LOST',
  'FRAMES_HELD',
  'FRAMES_REORDERED',
  'WRONG_ACTION',
  'NO_MOTION',
  'NO_RETURN',
  'MOVED_PICTURE',
  'SHOWN_STILLS',
]);

/** What a film that is played regardless does again and again: the second time it is a clear sign. */
const ONCE: ReadonlySet<LivenessFailureCode> = new Set(['JUMP', 'FRAMES_HELD', 'FRAMES_REORDERED', 'WRONG_ACTION']);

/** The frames cannot be of one camera and one head: during the learning it begins again, later it is a doubt or the end. */
export function broken(state: LivenessState, failure: LivenessFailure, atMs: number, limits: LivenessLimits): Judged {
  const { phase } = state;
  if (phase.name !== 'learning') return doubt(state, failure, atMs, limits);
  // Nobody is known yet: whoever holds still next may be the one.
  const settles = SETTLING.has(failure.code) || (failure.code === 'FACE_CHANGED' && isFirst(state, phase));
  if (!settles) return fail(state, failure);
  return {
    state: relearning(state, phase),
    effects: [{ type: 'guidance', guidance: failure.code === 'SECOND_FACE' ? 'several-faces' : 'hold-still' }],
  };
}

const isFirst = ({ doubts }: LivenessState, { next }: { next: number }): boolean => next === 0 && doubts.length === 0;

/** From the beginning: the face before may have been another person's. */
function relearning(state: LivenessState, { deadlineMs, next }: LivenessPhase & { name: 'learning' }): LivenessState {
  const record = isFirst(state, { next }) ? EMPTY_RECORD : state.record;
  return { ...state, record, phase: learning(deadlineMs, next), continuity: forgetFace(state.continuity) };
}

/**
 * Learns the rest again, then asks for a spare movement and for the step that was interrupted. Ends the session when the failure is
 * a clear one, at once or because it came before, or when `maxDoubts` were used up.
 */
export function doubt(state: LivenessState, failure: LivenessFailure, atMs: number, limits: LivenessLimits): Judged {
  const { phase, plan, doubts } = state;
  const spare = plan.spares[doubts.length];
  const goesOn = phase.name === 'step' || phase.name === 'returning';
  const isClear = !DOUBTFUL.has(failure.code) || (ONCE.has(failure.code) && doubts.includes(failure.code));
  if (!goesOn || isClear || doubts.length >= limits.maxDoubts || !spare) return fail(state, failure);
  // The movement itself was seen: only the return was missing.
  const next = phase.name === 'returning' ? phase.index + 1 : phase.index;
  return {
    state: {
      ...state,
      steps: state.steps.toSpliced(next, 0, spare),
      record: withoutCandidate(state.record),
      way: interrupted(state.way),
      doubts: [...doubts, failure.code],
      phase: learning(atMs + limits.restDeadlineMs, next),
      continuity: forgetFace(state.continuity),
    },
    effects: [{ type: 'guidance', guidance: 'look-straight' }],
  };
}
