import { recorded, retake } from './capturing.js';
import { follow, tooLongSince, type Continuity } from './continuity.js';
import { broken, doubt } from './doubt.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { fail, guide, live } from './judged.js';
import { learn } from './judge-learning.js';
import { comeBack } from './judge-returning.js';
import { missing, watch } from './judge-steps.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import {
  isOver,
  type Judged,
  type LivenessEvent,
  type LivenessGuidance,
  type LivenessState,
} from './liveness-state.js';
import { stranger } from './one-person.js';
import { unasked } from './refusal.js';
import { degreesOff, type Rest } from './rest.js';
import { withBackdrop } from './screen-signs.js';
import { withView } from './way-seen.js';

/** One frame, the time alone, or a wish of the page. Times must not go backwards. */
export function judge(state: LivenessState, event: LivenessEvent, limits: LivenessLimits): Judged {
  if (isOver(state)) return { state, effects: [] };
  const atMs = event.type === 'frame' ? event.measure.arrivedAtMs : event.atMs;
  const late = overdue(state, atMs, limits);
  if (late)
    return state.phase.name === 'step' || state.phase.name === 'returning'
      ? doubt(state, late, atMs, limits)
      : fail(state, late);
  switch (event.type) {
    case 'retake':
      return retake(state, event.pose, atMs, limits);
    case 'finish':
      return state.phase.name === 'reviewing' ? live(state) : { state, effects: [] };
    case 'tick':
      return passTime(state, atMs, limits);
    case 'frame':
      return state.phase.name === 'reviewing' ? { state, effects: [] } : takeFrame(state, event.measure, limits);
  }
}

function passTime(state: LivenessState, atMs: number, limits: LivenessLimits): Judged {
  if (state.phase.name === 'reviewing') return { state, effects: [] };
  const silence = tooLongSince(state.continuity, atMs, limits);
  return silence ? broken(state, silence, atMs, limits) : { state, effects: [] };
}

function takeFrame(state: LivenessState, measure: FrameMeasure, limits: LivenessLimits): Judged {
  const { phase } = state;
  const step = follow(state.continuity, measure, 'rest' in phase ? phase.rest.face : undefined, limits);
  const followed = { ...state, continuity: step.continuity };
  if (step.kind === 'broken') return broken(followed, step.failure, measure.arrivedAtMs, limits);
  if (step.kind === 'held') return { state: followed, effects: [] };
  if (step.kind === 'skipped') return guide(followed, skippedGuidance(followed, step.tooFar));
  return judgeFrame(followed, measure, state.continuity, limits);
}

function judgeFrame(known: LivenessState, measure: FrameMeasure, seen: Continuity, limits: LivenessLimits): Judged {
  const { phase } = known;
  const { face, faces, arrivedAtMs: atMs, sha256 } = measure;
  if (!face || faces > 1) return guide(known, face ? 'several-faces' : 'no-face');
  const before = { ...known, signs: withBackdrop(known.signs, face, atMs) };
  if (phase.name === 'learning') return learn(before, phase, measure, face, limits);
  if (phase.name !== 'step' && phase.name !== 'returning') return { state: before, effects: [] };
  const { wrongFrames, failure } = unasked(phase, face, limits);
  const refusal = otherFace(before, face, phase.rest, limits) ?? failure;
  if (refusal) return doubt(before, refusal, atMs, limits);
  const way = withView(before.way, { atMs, face }, phase.rest.face, limits);
  const state = recorded({ ...before, way }, sha256, face, phase.rest, limits);
  if (phase.name === 'returning') return comeBack(state, { ...phase, wrongFrames }, measure, face, seen, limits);
  const lastFrameMs = seen.last?.arrivedAtMs ?? atMs;
  return watch(state, { ...phase, wrongFrames }, face, { atMs, lastFrameMs, toldAtMs: phase.toldAtMs }, limits);
}

/** A frame that would be fused with the others, and is of somebody else. */
function otherFace(
  { record }: LivenessState,
  { embedding, ...face }: MeasuredFace,
  rest: Rest,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  const degrees = degreesOff(face, rest);
  return embedding && degrees <= limits.sameFaceMaxDegrees
    ? stranger(record.judged, { embedding, degrees }, limits)
    : undefined;
}

function skippedGuidance({ phase }: LivenessState, tooFar: boolean): LivenessGuidance {
  if (phase.name === 'learning') return 'look-straight';
  if (phase.name === 'returning') return 'look-back';
  return tooFar ? 'less' : 'hold-still';
}

function overdue(
  { phase, deadlineMs, continuity }: LivenessState,
  atMs: number,
  limits: LivenessLimits,
): LivenessFailure | undefined {
  if (phase.name !== 'reviewing' && atMs >= deadlineMs) return { code: 'SESSION_EXPIRED', detail: phase.name };
  if (!('deadlineMs' in phase) || atMs < phase.deadlineMs) return undefined;
  switch (phase.name) {
    case 'learning':
      // A face that is there, but aside or too dark, was told so.
      return atMs - (continuity.faceAtMs ?? -Infinity) < limits.maxFaceLostMs
        ? { code: 'NO_REST', detail: `${phase.samples.length} frames at rest` }
        : { code: 'NO_FACE', detail: 'no face in place' };
    case 'returning':
      return { code: 'NO_RETURN', detail: `after step ${phase.index}` };
    case 'reviewing':
      return { code: 'SESSION_EXPIRED', detail: phase.name };
    case 'step':
      return missing(phase.progress);
  }
}
