import { LIVE_FRAME_MAX_BYTES } from '@facegate/contracts';

const BEST = 0.85;
const LEAST = 0.3;
const DOWN = 0.1;
const UP = 0.02;
/** The next frame may hold more than this one. */
const ROOM = 0.85;

export const START_QUALITY = 0.8;

/** JPEG quality (0…1) for the next frame after one of so many bytes: quickly down, slowly up. */
export function nextQuality(quality: number, bytes: number): number {
  if (bytes > LIVE_FRAME_MAX_BYTES * ROOM) return Math.max(LEAST, quality - DOWN);
  if (bytes < LIVE_FRAME_MAX_BYTES * ROOM * ROOM) return Math.min(BEST, quality + UP);
  return quality;
}
