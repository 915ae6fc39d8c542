import { cosineSimilarity } from '../compare/compare.js';
import type { ClaimedPose } from '../types.js';
import { watchBlink, type StepTime } from './blink-step.js';
import type { StepAction } from './challenge.js';
import { beginAgain, follow, forgetFace, tooLongSince, type Continuity } from './continuity.js';
import type { FrameMeasure, MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import { headLogOdds, withMovement, type HeadEvidence } from './head-evidence.js';
import type { LivenessFailure, LivenessFailureCode } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import {
  isOver,
  learning,
  poseWanted,
  type Judged,
  type LivenessEvent,
  type LivenessGuidance,
  type LivenessPhase,
  type LivenessState,
  type StepProgress,
} from './liveness-state.js';
import { watchMotion, wrongMotion, type MotionProgress } from './motion-step.js';
import {
  actionOfPose,
  capture,
  EMPTY_RECORD,
  evidenceIn,
  forgetPose,
  isCaptured,
  withCandidate,
  withoutCandidate,
  withFrame,
} from './record.js';
import {
  learnRest,
  nearRest,
  offRest,
  restGuidance,
  withEyesOf,
  withSample,
  type Rest,
  type RestSample,
} from './rest.js';

/** One frame, the time alone, or a wish of the page. Times must not go backwards. */
export function judge(state: LivenessState, event: LivenessEvent, limits: LivenessLimits): Judged {
  if (isOver(state)) return { state, effects: [] };
  const atMs = event.type === 'frame' ? event.measure.arrivedAtMs : event.atMs;
  const late = overdue(state, atMs);
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

function overdue({ phase, deadlineMs }: LivenessState, atMs: number): LivenessFailure | undefined {
  if (phase.name !== 'reviewing' && atMs >= deadlineMs) return { code: 'SESSION_EXPIRED', detail: phase.name };
  if (!('deadlineMs' in phase) || atMs < phase.deadlineMs) return undefined;
  switch (phase.name) {
    case 'learning':
      return phase.samples.length > 0
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

function missing(progress: StepProgress): LivenessFailure {
  switch (progress.action) {
    case 'blink':
      return { code: 'NO_BLINK', detail: progress.blink.name };
    case 'hold-still':
      return { code: 'NO_REST', detail: 'no frame to keep' };
    default:
      return { code: 'NO_MOTION', detail: JSON.stringify(progress) };
  }
}

/** Asks for a captured pose again: behind the steps that are left, or at once when the session waits. */
function retake(before: LivenessState, pose: ClaimedPose, atMs: number, limits: LivenessLimits): Judged {
  if (!isCaptured(before.record, pose)) return { state: before, effects: [] };
  const next = before.steps.length;
  const state: LivenessState = {
    ...before,
    steps: [...before.steps, actionOfPose[pose]],
    record: forgetPose(before.record, pose),
  };
  if (state.phase.name !== 'reviewing') return { state, effects: [] };
  // Nothing was looked at meanwhile: the person may sit elsewhere.
  return {
    state: {
      ...state,
      phase: learning(atMs + limits.restDeadlineMs, next),
      deadlineMs: atMs + limits.retakeMs,
      continuity: beginAgain(state.continuity, atMs),
    },
    effects: [],
  };
}

/** While the rest is learned a person may come, go or sit down: the learning begins again. */
const SETTLING: ReadonlySet<LivenessFailureCode> = new Set([
  'JUMP',
  'FACE_LOST',
  'SECOND_FACE',
  'REPEATED_MOTION',
  'FRAMES_HELD',
  'FRAMES_REORDERED',
]);

/** What happens to honest people, too: it is answered with one more movement. */
const DOUBTFUL: ReadonlySet<LivenessFailureCode> = new Set([
  'JUMP',
  'FACE_LOST',
  'FRAMES_HELD',
  'FRAMES_REORDERED',
  'WRONG_ACTION',
  'NO_MOTION',
  'NO_RETURN',
  'MOVED_PICTURE',
]);

function broken(state: LivenessState, failure: LivenessFailure, atMs: number, limits: LivenessLimits): Judged {
  const { phase } = state;
  if (phase.name !== 'learning') return doubt(state, failure, atMs, limits);
  if (!SETTLING.has(failure.code)) return fail(state, failure);
  return {
    state: relearning(state, phase),
    effects: [{ type: 'guidance', guidance: failure.code === 'SECOND_FACE' ? 'several-faces' : 'hold-still' }],
  };
}

/** From the beginning: what was seen since the learning began may have been somebody else. */
function relearning(state: LivenessState, { deadlineMs, next }: LivenessPhase & { name: 'learning' }): LivenessState {
  const record = next === 0 ? EMPTY_RECORD : state.record;
  return { ...state, record, phase: learning(deadlineMs, next), continuity: forgetFace(state.continuity) };
}

/** Asks for a movement more and for what was interrupted again, after a new look at the rest; or ends, when that was done often enough. */
function doubt(state: LivenessState, failure: LivenessFailure, atMs: number, limits: LivenessLimits): Judged {
  const { phase, plan, doubts } = state;
  const spare = plan.spares[doubts];
  const goesOn = phase.name === 'step' || phase.name === 'returning';
  if (!goesOn || !DOUBTFUL.has(failure.code) || doubts >= limits.maxDoubts || !spare) return fail(state, failure);
  // A movement that was seen and only not ended is not asked for again.
  const next = phase.name === 'returning' ? phase.index + 1 : phase.index;
  return {
    state: {
      ...state,
      steps: state.steps.toSpliced(next, 0, spare),
      record: withoutCandidate(state.record),
      doubts: doubts + 1,
      phase: learning(atMs + limits.restDeadlineMs, next),
      continuity: forgetFace(state.continuity),
    },
    effects: [{ type: 'guidance', guidance: 'look-straight' }],
  };
}

function skippedGuidance({ phase }: LivenessState, tooFar: boolean): LivenessGuidance {
  if (phase.name === 'learning') return 'look-straight';
  if (phase.name === 'returning') return 'look-back';
  return tooFar ? 'less' : 'hold-still';
}

function judgeFrame(before: LivenessState, measure: FrameMeasure, seen: Continuity, limits: LivenessLimits): Judged {
  const { phase } = before;
  const { face, faces, arrivedAtMs: atMs, sha256 } = measure;
  if (!face || faces > 1) return guide(before, face ? 'several-faces' : 'no-face');
  if (phase.name === 'learning') return learn(before, phase, measure, face, limits);
  if (phase.name !== 'step' && phase.name !== 'returning') return { state: before, effects: [] };
  const { wrongFrames, failure } = unasked(phase, face, limits);
  const refusal = otherFace(face, phase.rest, limits) ?? failure;
  if (refusal) return doubt(before, refusal, atMs, limits);
  const state = recorded(before, sha256, face, phase.rest);
  if (phase.name === 'returning') return comeBack(state, { ...phase, wrongFrames }, measure, face, seen, limits);
  const lastFrameMs = seen.last?.arrivedAtMs ?? atMs;
  return watch(state, { ...phase, wrongFrames }, face, { atMs, lastFrameMs, toldAtMs: phase.toldAtMs }, limits);
}

/** With the frame in its record, and kept when it is the best one for the pose that is being captured. */
function recorded(state: LivenessState, sha256: string, face: MeasuredFace, rest: Rest | undefined): LivenessState {
  const pose = poseWanted(state);
  const record = withFrame(state.record, sha256, face);
  const origin = pose === 'front' ? undefined : rest;
  return { ...state, record: pose ? withCandidate(record, pose, sha256, face, origin) : record };
}

function learn(
  before: LivenessState,
  phase: LivenessPhase & { name: 'learning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  limits: LivenessLimits,
): Judged {
  const guidance = restGuidance(face, limits);
  if (guidance) return guide({ ...before, phase: learning(phase.deadlineMs, phase.next) }, guidance);
  const state = recorded(before, measure.sha256, face, undefined);
  const samples = withSample(phase.samples, measure, face, limits);
  const rest = learnRest(samples, limits);
  const waits = poseWanted(state) === 'front' && state.record.candidate?.pose !== 'front';
  if (rest === undefined || rest === 'open-eyes' || waits) {
    const moved = samples.length <= phase.samples.length;
    return guide(
      { ...state, phase: { ...phase, samples } },
      rest === 'open-eyes' ? rest : moved ? 'hold-still' : undefined,
    );
  }
  const other = phase.next > 0 ? otherPerson(state, rest.embedding, limits) : undefined;
  if (other) return fail(state, other);
  const goOn = (known: LivenessState): Judged => tell(known, phase.next, rest, measure.arrivedAtMs, limits);
  return phase.next === 0 ? withCapture(state, goOn) : goOn(state);
}

/** Keeps the candidate for its pose, says so, and goes on. */
function withCapture(state: LivenessState, goOn: (state: LivenessState) => Judged): Judged {
  const { candidate } = state.record;
  if (!candidate) return goOn(state);
  const judged = goOn({ ...state, record: capture(state.record) });
  const { pose, sha256 } = candidate;
  return { ...judged, effects: [{ type: 'captured', pose, sha256 }, ...judged.effects] };
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
  const progress = advance(phase.progress, state, face, rest, time, limits);
  if ('motion' in progress && progress.motion.name === 'flat') {
    return fail(state, { code: 'FLAT_PICTURE', detail: JSON.stringify(progress.motion) });
  }
  if (isDone(progress)) {
    const deadlineMs = time.atMs + limits.returnDeadlineMs;
    const returning = { name: 'returning', deadlineMs, index, rest, wrongFrames: 0, samples: [] } as const;
    const head = 'motion' in progress ? withViews(state.head, progress.motion, rest) : state.head;
    return withCapture(state, (captured) => guide({ ...captured, head, phase: returning }, undefined));
  }
  return guide({ ...state, phase: { ...phase, rest, progress } }, stepGuidance(progress, limits));
}

function withViews(head: HeadEvidence, motion: MotionProgress, { face }: Rest): HeadEvidence {
  if (!('evidence' in motion)) return head;
  const views = motion.evidence.views.toSorted((one, other) => poseChange(one, face) - poseChange(other, face));
  return withMovement(head, { rest: face, views });
}

function advance(
  progress: StepProgress,
  state: LivenessState,
  face: MeasuredFace,
  rest: Rest,
  time: StepTime,
  limits: LivenessLimits,
): StepProgress {
  switch (progress.action) {
    case 'blink':
      return { ...progress, blink: watchBlink(progress.blink, face, rest, time, limits) };
    case 'hold-still':
      return { ...progress, seen: state.record.candidate?.pose === 'front' };
    default: {
      const motion = watchMotion(progress.motion, progress.action, face, rest, time, limits);
      const pose = poseWanted(state);
      // Seen, but in no frame that can be kept: once more.
      const lacks = motion.name === 'seen' && pose !== undefined && state.record.candidate?.pose !== pose;
      return { ...progress, motion: lacks ? { name: 'at-rest' } : motion };
    }
  }
}

function isDone(progress: StepProgress): boolean {
  switch (progress.action) {
    case 'blink':
      return progress.blink.name === 'seen';
    case 'hold-still':
      return progress.seen;
    default:
      return progress.motion.name === 'seen';
  }
}

function stepGuidance(progress: StepProgress, { evidenceFrames }: LivenessLimits): LivenessGuidance | undefined {
  if (!('motion' in progress)) return undefined;
  if (progress.motion.name === 'too-early') return 'look-straight';
  if (progress.motion.name !== 'away') return undefined;
  return progress.motion.evidence.solid >= evidenceFrames ? 'look-back' : 'further';
}

function comeBack(
  before: LivenessState,
  phase: LivenessPhase & { name: 'returning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  { seen }: Continuity,
  limits: LivenessLimits,
): Judged {
  const { arrivedAtMs } = measure;
  const { rest, samples } = elsewhereAtRest(phase, measure, face, limits);
  const state = { ...before, phase: { ...phase, rest, samples } };
  if (!nearRest(face, rest, limits)) return guide(state, 'look-straight');
  const seconds = (arrivedAtMs - (seen?.atMs ?? 0)) / 1000;
  if (!seen || poseChange(face, seen.face) > limits.steadyDegreesPerS * seconds) return guide(state, 'hold-still');
  if (face.eyesOpen <= rest.eyes.openAbove) return guide(state, 'open-eyes');
  if (!face.embedding) return guide(state, undefined);
  return phase.index + 1 < state.steps.length
    ? tell(state, phase.index + 1, rest, arrivedAtMs, limits)
    : finish(state, arrivedAtMs, limits);
}

/** Nobody sits exactly as before after a movement: a face that is still and looks ahead for as long as at first is at rest. */
function elsewhereAtRest(
  { rest, samples }: LivenessPhase & { name: 'returning' },
  measure: FrameMeasure,
  face: MeasuredFace,
  limits: LivenessLimits,
): { rest: Rest; samples: readonly RestSample[] } {
  if (nearRest(face, rest, limits) || restGuidance(face, limits)) return { rest, samples: [] };
  const still = withSample(samples, measure, face, limits);
  const found = learnRest(still, limits);
  return typeof found === 'object' ? { rest: { ...found, eyes: rest.eyes }, samples: [] } : { rest, samples: still };
}

/** All steps were seen: ends well, with one more movement, or badly, as its movements were those of a head or of a picture. */
function finish(state: LivenessState, atMs: number, limits: LivenessLimits): Judged {
  const odds = headLogOdds(state.head, limits);
  if (odds !== undefined && odds < leastLogOdds(state.head, limits)) {
    const failure: LivenessFailure = { code: 'MOVED_PICTURE', detail: `log odds ${odds.toFixed(1)}` };
    return odds < limits.pictureLogOdds ? fail(state, failure) : doubt(state, failure, atMs, limits);
  }
  if (!state.plan.review) return live(state);
  const deadlineMs = atMs + limits.reviewMs;
  return { state: { ...state, phase: { name: 'reviewing', deadlineMs } }, effects: [{ type: 'review', deadlineMs }] };
}

const leastLogOdds = ({ movements }: HeadEvidence, limits: LivenessLimits): number =>
  movements.length <= limits.earlyMovements ? limits.headLogOddsEarly : limits.headLogOdds;

function live(state: LivenessState): Judged {
  const evidence = evidenceIn(state.record);
  return { state: { ...state, phase: { name: 'live', evidence } }, effects: [{ type: 'live', evidence }] };
}

function tell(state: LivenessState, index: number, rest: Rest, atMs: number, limits: LivenessLimits): Judged {
  const action = state.steps[index]!;
  const deadlineMs = atMs + (action === 'blink' ? limits.blinkDeadlineMs : limits.stepDeadlineMs);
  return {
    state: {
      ...state,
      phase: { name: 'step', deadlineMs, index, toldAtMs: atMs, rest, progress: begun(action), wrongFrames: 0 },
    },
    effects: [{ type: 'step', index, action, deadlineMs }],
  };
}

function begun(action: StepAction): StepProgress {
  switch (action) {
    case 'blink':
      return { action, blink: { name: 'unknown' } };
    case 'hold-still':
      return { action, seen: false };
    default:
      return { action, motion: { name: 'at-rest' } };
  }
}

/** A movement that was not asked for: while another or a blink is, or after the one that was. */
function unasked(
  phase: LivenessPhase & { name: 'step' | 'returning' },
  face: MeasuredFace,
  limits: LivenessLimits,
): { wrongFrames: number; failure?: LivenessFailure } {
  const action = phase.name === 'step' ? phase.progress.action : undefined;
  const asked = action === 'blink' || action === 'hold-still' ? undefined : action;
  const wrong = wrongMotion(asked, face, phase.rest, limits);
  const wrongFrames = wrong ? phase.wrongFrames + 1 : 0;
  if (!wrong || wrongFrames < limits.wrongFrames) return { wrongFrames };
  const detail = `${wrong.motion} by ${wrong.degrees.toFixed(0)}° while asked for ${action ?? 'nothing'}`;
  return { wrongFrames, failure: { code: 'WRONG_ACTION', detail } };
}

/** After a review anybody may sit before the camera. */
function otherPerson(
  { record }: LivenessState,
  embedding: Float32Array,
  { minSameFace }: LivenessLimits,
): LivenessFailure | undefined {
  const least = Math.min(...record.judged.map((frame) => cosineSimilarity(frame.embedding, embedding)));
  return least < minSameFace ? { code: 'FACE_CHANGED', detail: `score ${least.toFixed(3)} after a review` } : undefined;
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
