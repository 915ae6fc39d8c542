import { cosineSimilarity } from '../compare/compare.js';
import { watchBlink, type StepTime } from './blink-step.js';
import { follow, forgetFace, tooLongSince, type Continuity } from './continuity.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import type { LivenessFailure, LivenessFailureCode } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import {
  isOver,
  learning,
  type Judged,
  type LivenessEvent,
  type LivenessGuidance,
  type LivenessPhase,
  type LivenessState,
  type StepProgress,
} from './liveness-state.js';
import { watchMotion, wrongMotion } from './motion-step.js';
import { learnRest, nearRest, offRest, restGuidance, withEyesOf, withSample, type Rest } from './rest.js';

/** One frame, or the time alone. Times must not go backwards. */
export function judge(state: LivenessState, event: LivenessEvent, limits: LivenessLimits): Judged {
  if (isOver(state)) return { state, effects: [] };
  const atMs = event.type === 'tick' ? event.atMs : event.measure.arrivedAtMs;
  const late = overdue(state, atMs, limits);
  if (late) return fail(state, late);
  if (event.type === 'tick') {
    const silence = tooLongSince(state.continuity, atMs, limits);
    return silence ? broken(state, silence) : { state, effects: [] };
  }
  const step = follow(state.continuity, event.measure, limits);
  const followed = { ...state, continuity: step.continuity };
  if (step.kind === 'broken') return broken(followed, step.failure);
  if (step.kind === 'held') return { state: followed, effects: [] };
  return judgeFrame(followed, event.measure, state.continuity, limits);
}

function overdue(
  { phase, startedAtMs }: LivenessState,
  atMs: number,
  { sessionMs }: LivenessLimits,
): LivenessFailure | undefined {
  if (atMs - startedAtMs >= sessionMs) return { code: 'SESSION_EXPIRED', detail: phase.name };
  if (!('deadlineMs' in phase) || atMs < phase.deadlineMs) return undefined;
  switch (phase.name) {
    case 'learning':
      return phase.samples.length > 0
        ? { code: 'NO_REST', detail: `${phase.samples.length} frames at rest` }
        : { code: 'NO_FACE', detail: 'no face in place' };
    case 'returning':
      return { code: 'NO_RETURN', detail: `after step ${phase.index}` };
    case 'step':
      return phase.progress.action === 'blink'
        ? { code: 'NO_BLINK', detail: phase.progress.blink.name }
        : { code: 'NO_MOTION', detail: JSON.stringify(phase.progress) };
  }
}

/** What a person does who comes, goes or sits down. */
const SETTLING: ReadonlySet<LivenessFailureCode> = new Set([
  'JUMP',
  'FACE_LOST',
  'SECOND_FACE',
  'REPEATED_MOTION',
  'FRAMES_HELD',
  'FRAMES_REORDERED',
]);

/** While the rest is learned, the learning begins anew. Afterwards it is the end. */
function broken(state: LivenessState, failure: LivenessFailure): Judged {
  const { phase } = state;
  if (phase.name !== 'learning' || !SETTLING.has(failure.code)) return fail(state, failure);
  return {
    state: { ...state, phase: learning(phase.deadlineMs), continuity: forgetFace(state.continuity) },
    effects: [{ type: 'guidance', guidance: failure.code === 'SECOND_FACE' ? 'several-faces' : 'hold-still' }],
  };
}

function judgeFrame(state: LivenessState, measure: FrameMeasure, before: Continuity, limits: LivenessLimits): Judged {
  const { phase } = state;
  const { face, faces, arrivedAtMs: atMs } = measure;
  if (!face || faces > 1) return guide(state, face ? 'several-faces' : 'no-face');
  if (phase.name === 'learning') return learn(state, phase, measure, face, limits);
  if (phase.name !== 'step' && phase.name !== 'returning') return { state, effects: [] };
  const { wrongFrames, failure } = unasked(phase, face, limits);
  const refusal = otherFace(face, phase.rest, limits) ?? failure;
  if (refusal) return fail(state, refusal);
  if (phase.name === 'returning') return comeBack(state, { ...phase, wrongFrames }, measure, face, before, limits);
  const lastFrameMs = before.last?.arrivedAtMs ?? atMs;
  return watch(state, { ...phase, wrongFrames }, face, { atMs, lastFrameMs, toldAtMs: phase.toldAtMs }, limits);
}

function learn(
  state: LivenessState,
  phase: LivenessPhase & { name: 'learning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  limits: LivenessLimits,
): Judged {
  const guidance = restGuidance(face, limits);
  if (guidance) return guide({ ...state, phase: learning(phase.deadlineMs) }, guidance);
  const samples = withSample(phase.samples, measure, face, limits);
  const rest = learnRest(samples, limits);
  if (rest === undefined || rest === 'open-eyes') {
    const moved = samples.length <= phase.samples.length;
    return guide({ ...state, phase: { ...phase, samples } }, rest ?? (moved ? 'hold-still' : undefined));
  }
  return tell(state, 0, rest, measure.arrivedAtMs, limits);
}

function watch(
  state: LivenessState,
  phase: LivenessPhase & { name: 'step' },
  face: MeasuredFace,
  time: StepTime,
  limits: LivenessLimits,
): Judged {
  const { index } = phase;
  const rest = nearRest(face, phase.rest, limits) ? withEyesOf(phase.rest, face) : phase.rest;
  const progress = advance(phase.progress, face, rest, time, limits);
  if (progress.action !== 'blink' && progress.motion.name === 'flat') {
    return fail(state, { code: 'FLAT_PICTURE', detail: JSON.stringify(progress.motion) });
  }
  if (isDone(progress)) {
    const deadlineMs = time.atMs + limits.returnDeadlineMs;
    return guide({ ...state, phase: { name: 'returning', deadlineMs, index, rest, wrongFrames: 0 } }, undefined);
  }
  return guide({ ...state, phase: { ...phase, rest, progress } }, stepGuidance(progress, limits));
}

function advance(
  progress: StepProgress,
  face: MeasuredFace,
  rest: Rest,
  time: StepTime,
  limits: LivenessLimits,
): StepProgress {
  return progress.action === 'blink'
    ? { ...progress, blink: watchBlink(progress.blink, face, rest, time, limits) }
    : { ...progress, motion: watchMotion(progress.motion, progress.action, face, rest, time, limits) };
}

const isDone = (progress: StepProgress): boolean =>
  (progress.action === 'blink' ? progress.blink.name : progress.motion.name) === 'seen';

function stepGuidance(progress: StepProgress, { evidenceFrames }: LivenessLimits): LivenessGuidance | undefined {
  if (progress.action === 'blink') return undefined;
  if (progress.motion.name === 'too-early') return 'look-straight';
  if (progress.motion.name !== 'away') return undefined;
  return progress.motion.evidence.solid >= evidenceFrames ? 'look-back' : 'further';
}

function comeBack(
  before: LivenessState,
  phase: LivenessPhase & { name: 'returning' },
  { arrivedAtMs }: FrameMeasure,
  face: MeasuredFace,
  { seen }: Continuity,
  limits: LivenessLimits,
): Judged {
  const { index, rest } = phase;
  const state = { ...before, phase };
  if (!nearRest(face, rest, limits)) return guide(state, 'look-straight');
  const seconds = (arrivedAtMs - (seen?.atMs ?? 0)) / 1000;
  if (!seen || poseChange(face, seen.face) > limits.steadyDegreesPerS * seconds) return guide(state, 'hold-still');
  if (face.eyesOpen <= rest.eyes.openAbove) return guide(state, 'open-eyes');
  if (!face.embedding) return guide(state, undefined);
  if (index + 1 < state.challenge.length) return tell(state, index + 1, rest, arrivedAtMs, limits);
  const { embedding } = rest;
  return { state: { ...state, phase: { name: 'live', embedding } }, effects: [{ type: 'live', embedding }] };
}

function tell(state: LivenessState, index: number, rest: Rest, atMs: number, limits: LivenessLimits): Judged {
  const action = state.challenge[index]!;
  const deadlineMs = atMs + limits.stepDeadlineMs;
  const progress: StepProgress =
    action === 'blink' ? { action, blink: { name: 'unknown' } } : { action, motion: { name: 'at-rest' } };
  return {
    state: { ...state, phase: { name: 'step', deadlineMs, index, toldAtMs: atMs, rest, progress, wrongFrames: 0 } },
    effects: [{ type: 'step', index, action, deadlineMs }],
  };
}

/** A movement that was not asked for: while another or a blink is, or after the one that was. */
function unasked(
  phase: LivenessPhase & { name: 'step' | 'returning' },
  face: MeasuredFace,
  limits: LivenessLimits,
): { wrongFrames: number; failure?: LivenessFailure } {
  const action = phase.name === 'step' ? phase.progress.action : undefined;
  const wrong = wrongMotion(action === 'blink' ? undefined : action, face, phase.rest, limits);
  const wrongFrames = wrong ? phase.wrongFrames + 1 : 0;
  if (!wrong || wrongFrames < limits.wrongFrames) return { wrongFrames };
  const detail = `${wrong.motion} by ${wrong.degrees.toFixed(0)}° while asked for ${action ?? 'nothing'}`;
  return { wrongFrames, failure: { code: 'WRONG_ACTION', detail } };
}

/** Far aside a vector says little about whose face it is. */
function otherFace(face: MeasuredFace, rest: Rest, limits: LivenessLimits): LivenessFailure | undefined {
  if (!face.embedding) return undefined;
  const { left, up } = offRest(face, rest);
  const degrees = Math.hypot(left, up);
  if (degrees > limits.sameFaceMaxDegrees) return undefined;
  const score = cosineSimilarity(face.embedding, rest.embedding);
  const least = nearRest(face, rest, limits) ? limits.minSameFace : limits.minSameFaceTurned;
  return score < least
    ? { code: 'FACE_CHANGED', detail: `score ${score.toFixed(3)} at ${degrees.toFixed(0)}° from rest` }
    : undefined;
}

const guide = (state: LivenessState, guidance: LivenessGuidance | undefined): Judged => ({
  state,
  effects: [{ type: 'guidance', guidance }],
});

const fail = (state: LivenessState, failure: LivenessFailure): Judged => ({
  state: { ...state, phase: { name: 'failed', failure } },
  effects: [{ type: 'failed', failure }],
});
