import type { BlinkProgress } from './blink-step.js';
import type { Challenge, LivenessAction } from './challenge.js';
import { startContinuity, type Continuity } from './continuity.js';
import type { ClaimedPose } from '../types.js';
import type { LiveEvidence } from './evidence.js';
import type { FrameMeasure } from './frame-measure.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import type { Motion, MotionProgress } from './motion-step.js';
import type { Rest, RestGuidance, RestSample } from './rest.js';

/** What to tell the person with this frame; undefined when all is as it should be. */
export type LivenessGuidance = RestGuidance | 'no-face' | 'several-faces' | 'hold-still' | 'further' | 'look-back';

export type LivenessPhase =
  | { name: 'learning'; deadlineMs: number; samples: readonly RestSample[] }
  | {
      name: 'step';
      deadlineMs: number;
      index: number;
      toldAtMs: number;
      rest: Rest;
      progress: StepProgress;
      wrongFrames: number;
    }
  /** The action was seen: the same face has to be at rest before the next is told. */
  | { name: 'returning'; deadlineMs: number; index: number; rest: Rest; wrongFrames: number }
  | { name: 'live'; embedding: Float32Array }
  | { name: 'failed'; failure: LivenessFailure };

export type StepProgress = { action: 'blink'; blink: BlinkProgress } | { action: Motion; motion: MotionProgress };

/** What a session is for. */
export interface LivenessPlan {
  challenge: Challenge;
  /** Poses to keep a frame of; each but `front` needs its movement in the challenge. */
  captures: readonly ClaimedPose[];
  /** Once all is seen, wait for `finish`. */
  review: boolean;
}

/** Plain data: it can be cloned, kept and compared. */
export interface LivenessState {
  readonly challenge: Challenge;
  readonly startedAtMs: number;
  readonly phase: LivenessPhase;
  readonly continuity: Continuity;
}

export type LivenessEvent = { type: 'frame'; measure: FrameMeasure } | { type: 'tick'; atMs: number };

export type LivenessEffect =
  | { type: 'step'; index: number; action: LivenessAction; deadlineMs: number }
  | { type: 'guidance'; guidance: LivenessGuidance | undefined }
  /** The vector of the face that was seen, for binding what follows to it. */
  | { type: 'live'; embedding: Float32Array }
  | { type: 'failed'; failure: LivenessFailure };

export interface Judged {
  state: LivenessState;
  effects: LivenessEffect[];
}

export function startLiveness(challenge: Challenge, startedAtMs: number, limits: LivenessLimits): LivenessState {
  return {
    challenge,
    startedAtMs,
    phase: learning(startedAtMs + limits.restDeadlineMs),
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
export function wantsEmbedding({ phase }: LivenessState, chance: number, { spotCheckShare }: LivenessLimits): boolean {
  if (phase.name === 'learning') return !phase.samples.some(({ face }) => face.embedding);
  return phase.name === 'returning' || chance < spotCheckShare;
}

export const learning = (deadlineMs: number): LivenessPhase => ({ name: 'learning', deadlineMs, samples: [] });
