import { LIVE_FRAME_MAX_BYTES, LIVE_FRAMES_PER_SECOND, type LiveEndCode } from '@facegate/contracts';

/** Frames that may be on their way or in work at a time. */
export const FRAMES_IN_FLIGHT = 2;
/** A line that stalls delivers what it held back at once: that much of a second's frames may come together. */
const SECOND_MS = 1000;

/** Whether a frame may come: size, kind, credit and rate. */
export class FrameGate {
  private credit = 0;
  private arrivals: number[] = [];

  /** Frames that the client may send from now on, beyond those before. */
  grant(frames: number): void {
    this.credit += frames;
  }

  /** Uses up credit. @returns why the session ends, if it does */
  pass(frame: Uint8Array, atMs: number): LiveEndCode | undefined {
    if (frame.length > LIVE_FRAME_MAX_BYTES) return 'FRAME_TOO_LARGE';
    if (frame[0] !== 0xff || frame[1] !== 0xd8) return 'IMAGE_INVALID';
    this.arrivals = [...this.arrivals.filter((arrival) => atMs - arrival < SECOND_MS), atMs];
    if (this.credit === 0 || this.arrivals.length > LIVE_FRAMES_PER_SECOND) return 'TOO_FAST';
    this.credit -= 1;
    return undefined;
  }
}
