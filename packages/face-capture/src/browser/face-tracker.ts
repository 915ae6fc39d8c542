import type { FrameObservation } from '../core/observation.js';

/** Looks at frames. One real adapter: {@link ./mediapipe-face-tracker.ts}. */
export abstract class FaceTracker {
  /**
   * @param atMs monotonic milliseconds, greater than at the call before.
   * @throws Error when the tracker broke; it is of no more use then.
   */
  abstract observe(video: HTMLVideoElement, atMs: number): FrameObservation;
  /** Frees its memory. */
  abstract close(): void;
}

export type CreateFaceTracker = (signal: AbortSignal) => Promise<FaceTracker>;
