import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { offRest, type Rest } from './rest.js';

/** How far a blink is: eyes seen open, then closed, then open again. */
export type BlinkProgress =
  /** Not seen open since the step was told, or since what was seen last proves nothing. */
  | { name: 'unknown' }
  | { name: 'open'; lastOpenMs: number }
  | { name: 'closed'; lastOpenMs: number; closedAtMs: number; lastClosedMs: number }
  | { name: 'seen'; durationMs: number };

/** `told` is when the step was told; `lastFrameMs` when the frame before came. */
export interface StepTime {
  atMs: number;
  lastFrameMs: number;
  toldAtMs: number;
}

/**
 * One more frame. The eyes closed and opened somewhere between two frames, so a blink lasted at least from the first closed frame
 * to the last, at most from the last open frame to the first open one: it counts unless both are outside of the limits.
 * A blink that falls between two frames is not seen; the person is still asked, and the next one counts.
 */
export function watchBlink(
  progress: BlinkProgress,
  face: MeasuredFace,
  rest: Rest,
  { atMs, lastFrameMs, toldAtMs }: StepTime,
  limits: LivenessLimits,
): BlinkProgress {
  if (progress.name === 'seen') return progress;
  if (atMs - lastFrameMs > limits.blinkMaxGapMs || !judgeable(face, rest, limits)) return { name: 'unknown' };
  if (face.eyesOpen > rest.eyes.openAbove) return opened(progress, atMs, limits);
  if (face.eyesOpen > rest.eyes.closedBelow) return progress;
  if (progress.name === 'closed') return { ...progress, lastClosedMs: atMs };
  // Closed before it was told, or too soon after to be an answer.
  if (progress.name === 'unknown' || atMs < toldAtMs + limits.reactionMs) return { name: 'unknown' };
  return { name: 'closed', lastOpenMs: progress.lastOpenMs, closedAtMs: atMs, lastClosedMs: atMs };
}

function opened(progress: BlinkProgress, atMs: number, { blinkMinMs, blinkMaxMs }: LivenessLimits): BlinkProgress {
  if (progress.name !== 'closed') return { name: 'open', lastOpenMs: atMs };
  const longest = atMs - progress.lastOpenMs;
  const shortest = progress.lastClosedMs - progress.closedAtMs;
  if (longest < blinkMinMs || shortest > blinkMaxMs) return { name: 'open', lastOpenMs: atMs };
  return { name: 'seen', durationMs: Math.round((longest + shortest) / 2) };
}

/** Looking down lowers the lids, and aside the network sees one eye only. */
function judgeable(face: MeasuredFace, rest: Rest, { blinkMaxOffDegrees }: LivenessLimits): boolean {
  const { left, up } = offRest(face, rest);
  return Math.abs(left) < blinkMaxOffDegrees && Math.abs(up) < blinkMaxOffDegrees;
}
