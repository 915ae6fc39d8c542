import type { BlinkProgress } from './blink-step.js';
import type { Challenge, StepAction } from './challenge.js';
import { startContinuity, type Continuity } from './continuity.js';
import type { ClaimedPose } from '../types.js';
import type { LiveEvidence } from './evidence.js';
import type { FrameMeasure } from './frame-measure.js';
import { NO_HEAD_EVIDENCE, type HeadEvidence } from './head-evidence.js';
import type { LivenessFailure, LivenessFailureCode } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import type { Motion, MotionProgress } from './motion-step.js';
import { EMPTY_RECORD, isCaptured, POSE_OF_ACTION, type SessionRecord } from './record.js';
import type { Rest, RestGuidance, RestSample } from './rest.js';
import { NO_SIGNS, type ScreenSigns } from './screen-signs.js';
import { NO_WAY, type WaySeen } from './way-seen.js';

/** What to tell the person with this frame; undefined when all is as it should be. */
export type LivenessGuidance =
  RestGuidance | 'no-face' | 'several-faces' | 'hold-still' | 'further' | 'less' | 'look-back';

export type LivenessPhase =
  /** `next` is the step that is told once the rest is known. */
  | { name: 'learning'; deadlineMs: number; samples: readonly RestSample[]; next: number }
  | {
      name: 'step';
      deadlineMs: number;
      index: number;
      toldAtMs: number;
      rest: Rest;
      progress: StepProgress;
      wrongFrames: number;
      /** A frame of the movement went into the proof. */
      compared: boolean;
    }
  /** The action was seen: the same face has to be at rest before the next is told. */
  | {
      name: 'returning';
      deadlineMs: number;
      index: number;
      rest: Rest;
      wrongFrames: number;
      /** Of a face that is still and looks ahead, though not as before: a rest as well, if it lasts. */
      samples: readonly RestSample[];
    }
  /** All was seen: waits for `finish` or `retake`. */
  | { name: 'reviewing'; deadlineMs: number }
  | { name: 'live'; evidence: LiveEvidence }
  | { name: 'failed'; failure: LivenessFailure };

export type StepProgress =
  | { action: 'blink'; blink: BlinkProgress }
  | { action: 'hold-still'; seen: boolean }
  | { action: Motion; motion: MotionProgress };

/** What a session is for. */
export interface LivenessPlan {
  challenge: Challenge;
  /** Movements to ask for when there is a doubt, one after the other. */
  spares: readonly Motion[];
  /** Poses to keep a frame of; each but `front` needs its movement in the challenge. */
  captures: readonly ClaimedPose[];
  /** Once all is seen, wait for `finish`. */
  review: boolean;
}

/** Plain data: it can be cloned, kept and compared. */
export interface LivenessState {
  readonly plan: LivenessPlan;
  /** The challenge, and behind it what was asked for besides. */
  readonly steps: readonly StepAction[];
  readonly record: SessionRecord;
  /** Why one more movement was asked for, each time. */
  readonly doubts: readonly LivenessFailureCode[];
  readonly head: HeadEvidence;
  readonly way: WaySeen;
  readonly signs: ScreenSigns;
  readonly startedAtMs: number;
  /** Of the whole session. */
  readonly deadlineMs: number;
  readonly phase: LivenessPhase;
  readonly continuity: Continuity;
}

export type LivenessEvent =
  | { type: 'frame'; measure: FrameMeasure }
  | { type: 'tick'; atMs: number }
  /** Capture this pose again. Ignored for one that the plan does not have. */
  | { type: 'retake'; pose: ClaimedPose; atMs: number }
  /** Ends a review. */
  | { type: 'finish'; atMs: number };

export type LivenessEffect =
  | { type: 'step'; index: number; action: StepAction; deadlineMs: number }
  /** The frame that is kept for a pose from now on. */
  | { type: 'captured'; pose: ClaimedPose; sha256: string }
  /** Waits for `finish` or `retake`. */
  | { type: 'review'; deadlineMs: number }
  | { type: 'guidance'; guidance: LivenessGuidance | undefined }
  | { type: 'live'; evidence: LiveEvidence }
  | { type: 'failed'; failure: LivenessFailure };

export interface Judged {
  state: LivenessState;
  effects: LivenessEffect[];
}

export function startLiveness(plan: LivenessPlan, startedAtMs: number, limits: LivenessLimits): LivenessState {
  return {
    plan,
    steps: plan.challenge,
    record: EMPTY_RECORD,
    doubts: [],
    head: NO_HEAD_EVIDENCE,
    way: NO_WAY,
    signs: NO_SIGNS,
    startedAtMs,
    deadlineMs: startedAtMs + limits.sessionMs,
    phase: learning(startedAtMs + limits.restDeadlineMs, 0),
    continuity: startContinuity(startedAtMs),
  };
}

export function isOver({ phase }: LivenessState): boolean {
  return phase.name === 'live' || phase.name === 'failed';
}

/**
 * Whether the next frame's vector should be computed: where the session cannot go on without one, and in a share of all other frames.
 * @param chance 0…1 from a cryptographic generator: the client must not know which frames are compared
 */
export function wantsEmbedding(state: LivenessState, chance: number, { spotCheckShare }: LivenessLimits): boolean {
  const { phase } = state;
  if (poseWanted(state)) return true;
  if (phase.name === 'learning') return phase.samples.filter(({ face }) => face.embedding).length < REST_VECTORS;
  return phase.name === 'returning' || chance < (isUnseenMovement(phase) ? MOVEMENT_SHARE : spotCheckShare);
}

/** One might be of a moment that tells little. */
const REST_VECTORS = 2;
/** Of the frames of a movement until one is compared: at least every other one, so that the client cannot know which. */
const MOVEMENT_SHARE = 0.5;

/** A head is on its way in a movement of which no frame was compared yet. */
const isUnseenMovement = (phase: LivenessPhase): boolean =>
  phase.name === 'step' && 'motion' in phase.progress && phase.progress.motion.name === 'away' && !phase.compared;

/** The pose that a frame should be kept of now. */
export function poseWanted({ plan, phase, record }: LivenessState): ClaimedPose | undefined {
  const pose = phase.name === 'step' ? POSE_OF_ACTION[phase.progress.action] : undefined;
  const wanted = phase.name === 'learning' && phase.next === 0 ? 'front' : pose;
  return wanted && plan.captures.includes(wanted) && !isCaptured(record, wanted) ? wanted : undefined;
}

export const learning = (deadlineMs: number, next: number): LivenessPhase & { name: 'learning' } => ({
  name: 'learning',
  deadlineMs,
  samples: [],
  next,
});
