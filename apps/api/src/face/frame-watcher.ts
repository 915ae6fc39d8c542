import type { LiveBox } from '@facegate/contracts';

/** A face in a frame, good or not. */
export interface WatchedFace {
  /** Pixels of the frame. */
  box: LiveBox;
  /** Some sixty points, pixels of the frame. */
  outline: { x: number; y: number }[];
  /** Float32. Never leaves the server. */
  vector: Float32Array;
}

/** Port: every face of a frame. Knows no person. Its own DI token. */
export abstract class FrameWatcher {
  /**
   * @param jpeg an encoded JPEG
   * @param call `sender`: who shares the engine's time alike with others
   * @returns the largest faces, the largest first
   * @throws ProblemError `IMAGE_INVALID`, `IMAGE_TOO_LARGE`, `BUSY`
   * @throws RequestAborted once `signal` fires
   */
  abstract watch(jpeg: Uint8Array, call: { sender: readonly string[]; signal: AbortSignal }): Promise<WatchedFace[]>;
}
