import type { LiveBox, LiveEndCode, LivenessAction, LivenessGuidance, LiveStepAction } from '@facegate/contracts';

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
  /** A living face, whose vector this is. */
  | { type: 'live'; vector: Float32Array }
  /** `code` is for the person, `reason` for the log. */
  | { type: 'failed'; code: LiveEndCode; reason: string };

export interface FrameVerdict {
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
  /** The time alone: deadlines pass without frames, too. Not while a frame is being looked at. */
  tick(nowMs: number): LivenessEvent[];
}

/** Port: draws challenges and judges frames. Knows no person. Its own DI token. */
export abstract class LivenessJudge {
  /** How long a session can take at most. */
  abstract readonly sessionMs: number;

  /** @param without what the person cannot do. Undefined when nothing is left to ask for. */
  abstract begin(nowMs: number, without: readonly LivenessAction[]): LivenessTrial | undefined;
}
