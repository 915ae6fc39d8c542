import { median } from './averages.js';
import { backdropChange, type BackdropChange } from './backdrop.js';
import type { MeasuredFace, TimedFace } from './frame-measure.js';
import { poseChange } from './geometry.js';

/**
 * What a session has seen of its background from frame to frame. A screen that is filmed flickers more, and in bands; nothing is decided by it, since
 * lamps do the same: it is kept for whoever looks into a case.
 */
export interface ScreenSigns {
  readonly last?: TimedFace;
  readonly changes: readonly BackdropChange[];
}

export const NO_SIGNS: ScreenSigns = { changes: [] };

/** Frames further apart are of another light, and with a head that turns more the background comes and goes. */
const MAX_GAP_MS = 450;
const MAX_DEGREES = 3;

export function withBackdrop({ last, changes }: ScreenSigns, face: MeasuredFace, atMs: number): ScreenSigns {
  const now = { atMs, face };
  const isClose = last && atMs - last.atMs <= MAX_GAP_MS && poseChange(face, last.face) <= MAX_DEGREES;
  const change = isClose ? backdropChange(last.face.backdrop, face.backdrop) : undefined;
  return { last: now, changes: change ? [...changes, change] : changes };
}

/** The middle of all changes, in parts of the background's mean luma; undefined where none could be seen. */
export function screenSigns({ changes }: ScreenSigns): BackdropChange | undefined {
  if (changes.length === 0) return undefined;
  return {
    banding: median(changes.map(({ banding }) => banding)),
    flicker: median(changes.map(({ flicker }) => flicker)),
  };
}
