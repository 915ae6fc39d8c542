import { LIVE_FRAMES_PER_SECOND } from '@facegate/contracts';

/** Fewer than allowed: what was sent evenly arrives in small heaps, and one frame too many ends the session. */
const INTERVAL_MS = 1000 / (LIVE_FRAMES_PER_SECOND - 3);

/** Which of the camera's frames are sent: as many as the server gives credit for, evenly spread. */
export interface FramePace {
  credit: number;
  nextAtMs: number;
}

export const NO_CREDIT: FramePace = { credit: 0, nextAtMs: 0 };

export const withCredit = ({ credit, nextAtMs }: FramePace, more: number): FramePace => ({
  credit: credit + more,
  nextAtMs,
});

export const maySend = ({ credit, nextAtMs }: FramePace, atMs: number): boolean => credit > 0 && atMs >= nextAtMs;

/** A frame that came a little late does not delay the next one. */
export const afterSending = ({ credit, nextAtMs }: FramePace, atMs: number): FramePace => ({
  credit: credit - 1,
  nextAtMs: Math.max(nextAtMs, atMs - INTERVAL_MS / 2) + INTERVAL_MS,
});
