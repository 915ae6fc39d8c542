import { watchBlink, type StepTime } from './blink-step.js';
import { withCapture } from './capturing.js';
import type { StepAction } from './challenge.js';
import type { MeasuredFace } from './frame-measure.js';
import { poseChange } from './geometry.js';
import { withMovement, type HeadEvidence } from './head-evidence.js';
import { fail, guide } from './judged.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import {
  poseWanted,
  type Judged,
  type LivenessGuidance,
  type LivenessPhase,
  type LivenessState,
  type StepProgress,
} from './liveness-state.js';
import { watchMotion, type MotionProgress } from './motion-step.js';
import { degreesOff, nearRest, withEyesOf, type Rest } from './rest.js';

/** Asks for a step. */
export function tell(state: LivenessState, index: number, rest: Rest, atMs: number, limits: LivenessLimits): Judged {
  const action = state.steps[index]!;
  const deadlineMs = atMs + (action === 'blink' ? limits.blinkDeadlineMs : limits.stepDeadlineMs);
  return {
    state: {
      ...state,
      phase: {
        name: 'step',
        deadlineMs,
        index,
        toldAtMs: atMs,
        rest,
        progress: begun(action),
        wrongFrames: 0,
        compared: false,
      },
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

/** One frame while a step is asked for. */
export function watch(
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
    return fail(state, { code: 'FLAT_PICTURE', detail: motionText(progress.motion) });
  }
  if (isDone(progress)) {
    const deadlineMs = time.atMs + limits.returnDeadlineMs;
    const returning = { name: 'returning', deadlineMs, index, rest, wrongFrames: 0, samples: [] } as const;
    const head = 'motion' in progress ? withViews(state.head, progress.motion, rest) : state.head;
    return withCapture(state, (captured) => guide({ ...captured, head, phase: returning }, undefined));
  }
  const off = degreesOff(face, rest);
  const isCompared = face.embedding !== undefined && off > limits.nearYawDegrees && off <= limits.sameFaceMaxDegrees;
  const compared = phase.compared || isCompared;
  return guide({ ...state, phase: { ...phase, rest, progress, compared } }, stepGuidance(progress, limits));
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
      // Seen, but without a frame that can be kept: it has to come again.
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

/** Why a step ends that was not seen until its deadline. */
export function missing(progress: StepProgress): LivenessFailure {
  switch (progress.action) {
    case 'blink':
      return { code: 'NO_BLINK', detail: progress.blink.name };
    case 'hold-still':
      return { code: 'NO_REST', detail: 'no frame to keep' };
    default:
      return { code: 'NO_MOTION', detail: `${progress.action}, ${motionText(progress.motion)}` };
  }
}

/** For the log: figures alone, nothing of the face. */
function motionText(motion: MotionProgress): string {
  if (!('evidence' in motion)) return motion.name;
  const { solid, flat, looked, lowestMatch, highestMatch } = motion.evidence;
  const match = `${lowestMatch.toFixed(3)} to ${highestMatch.toFixed(3)}`;
  return `${motion.name} by ${motion.furthestDegrees.toFixed(0)}°: ${solid} solid, ${flat} flat of ${looked}, match ${match}`;
}
