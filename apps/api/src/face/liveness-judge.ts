import type { LiveBox, LiveEndCode, LivenessAction, LivenessGuidance, LiveStepAction, Pose } from '@facegate/contracts';

/** The frame that a session keeps for a pose. */
export interface CapturedFrame {
  pose: Pose;
  /** Of the encoded frame, in hexadecimal. */
  sha256: string;
  /** 0…1. */
  quality: number;
  /** The feature vector of this frame alone. */
  vector: Float32Array;
}

/** What a session that ended well has shown. */
export interface LiveEvidence {
  /** The feature vector, fused from judged frames. */
  vector: Float32Array;
  /** How many it is fused from. */
  frames: number;
  /** The least comparison score between two of them. */
  agreement: number;
  /** Of every frame that was judged, in hexadecimal. */
  sha256s: readonly string[];
  captured: readonly CapturedFrame[];
  /** What a screen's refresh would leave in the background, in parts of its luma; nothing is decided by it. */
  screen?: ScreenSigns;
}

export interface ScreenSigns {
  /** Bands that wander from frame to frame. */
  banding: number;
  /** Of the whole background. */
  flicker: number;
}

/** What the server saw in a frame. */
export interface FrameView {
  /** Pixels of the frame. */
  box: LiveBox;
  yawDegrees: number;
  pitchDegrees: number;
  /** 0…1. */
  eyesOpen: number;
}

export type LivenessEvent =
  /** To be told to the person now; `deadlineMs` on the clock of the frames. */
  | { type: 'step'; index: number; action: LiveStepAction; deadlineMs: number }
  /** The frame that is kept for a pose from now on. */
  | { type: 'captured'; pose: Pose; sha256: string }
  /** All was seen: waits for `finish` or `retake`; `deadlineMs` as of a step. */
  | { type: 'review'; deadlineMs: number }
  /** A living face. */
  | { type: 'live'; evidence: LiveEvidence }
  /** `code` is for the person, `reason` for the log. */
  | { type: 'failed'; code: LiveEndCode; reason: string };

export interface FrameVerdict {
  /** Of the encoded frame, in hexadecimal. */
  sha256: string;
  view: FrameView | undefined;
  guidance: LivenessGuidance | undefined;
  events: LivenessEvent[];
}

/** One session: a challenge, and what has been seen of it. Milliseconds are all of one clock that never goes back. */
export interface LivenessTrial {
  readonly steps: number;
  /**
   * One frame, in the order of arrival, one at a time.
   * @param jpeg an encoded JPEG
   * @throws ProblemError `IMAGE_INVALID`, `IMAGE_TOO_LARGE`, `BUSY`
   */
  frame(jpeg: Uint8Array, arrivedAtMs: number, signal: AbortSignal): Promise<FrameVerdict>;
  /** The time alone: deadlines pass without frames, too. Not while a frame is being looked at; nor are the others. */
  tick(nowMs: number): LivenessEvent[];
  /** Captures a pose again. Nothing happens for one that is not captured. */
  retake(pose: Pose, nowMs: number): LivenessEvent[];
  /** Ends a review. Nothing happens before it. */
  finish(nowMs: number): LivenessEvent[];
}

/** What a trial is to be. */
export interface TrialWishes {
  /** What the person cannot do. */
  without: readonly LivenessAction[];
  /** Poses to keep a frame of; each but `front` is a movement that is asked for. */
  captures: readonly Pose[];
  /** Once all is seen, wait for `finish`. */
  review: boolean;
}

/** The longest that each part of a trial takes, in milliseconds. */
export interface TrialTimes {
  /** From the start to the end, or to the first review. */
  sessionMs: number;
  reviewMs: number;
  /** To capture one pose again after a review. */
  retakeMs: number;
}

/** Port: draws challenges and judges frames. Knows no person. Its own DI token. */
export abstract class LivenessJudge {
  abstract readonly times: TrialTimes;

  /** Undefined when nothing is left to ask for. */
  abstract begin(nowMs: number, wishes: TrialWishes): LivenessTrial | undefined;
}
