import type { StepTime } from './blink-step.js';
import type { LivenessAction } from './challenge.js';
import type { MeasuredFace } from './frame-measure.js';
import type { LivenessLimits } from './liveness-limits.js';
import { nearRest, offRest, type Rest } from './rest.js';
import { isFlat, isSolid, NO_EVIDENCE, weigh, type Solidity } from './solid-head.js';

export type Motion = Exclude<LivenessAction, 'blink'>;

/** How far a movement is: away from the rest to where it was asked for, and back. */
export type MotionProgress =
  | { name: 'at-rest' }
  /** It had begun before it was told: it has to come again. */
  | { name: 'too-early' }
  | { name: 'away'; evidence: Solidity; furthestDegrees: number }
  | { name: 'seen'; evidence: Solidity; furthestDegrees: number }
  | { name: 'flat'; evidence: Solidity; furthestDegrees: number };

export function watchMotion(
  progress: MotionProgress,
  motion: Motion,
  face: MeasuredFace,
  rest: Rest,
  { atMs, toldAtMs }: StepTime,
  limits: LivenessLimits,
): MotionProgress {
  if (progress.name === 'seen' || progress.name === 'flat') return progress;
  if (nearRest(face, rest, limits)) return back(progress, limits);
  if (progress.name === 'too-early') return progress;
  if (progress.name === 'at-rest' && atMs < toldAtMs + limits.reactionMs) return { name: 'too-early' };
  const before = progress.name === 'away' ? progress : { evidence: NO_EVIDENCE, furthestDegrees: 0 };
  const degrees = degreesTowards(motion, face, rest);
  const past = degrees - leastDegrees(motion, limits);
  const evidence =
    past >= 0 && degrees <= limits.maxEvidenceDegrees
      ? weigh(before.evidence, rest.face, face, { past, aside: isTurn(motion) }, limits)
      : before.evidence;
  return { name: 'away', evidence, furthestDegrees: Math.max(before.furthestDegrees, degrees) };
}

function back(progress: MotionProgress, limits: LivenessLimits): MotionProgress {
  if (progress.name !== 'away') return { name: 'at-rest' };
  const { evidence, furthestDegrees } = progress;
  if (isFlat(evidence, limits)) return { name: 'flat', evidence, furthestDegrees };
  return isSolid(evidence, limits) ? { name: 'seen', evidence, furthestDegrees } : { name: 'at-rest' };
}

/** Degrees of a movement that was not asked for, when it is one. `asked` is undefined while none is. */
export function wrongMotion(
  asked: Motion | undefined,
  face: MeasuredFace,
  rest: Rest,
  { wrongDegrees }: LivenessLimits,
): { motion: Motion; degrees: number } | undefined {
  const { left, up } = offRest(face, rest);
  const towards = asked ? degreesTowards(asked, face, rest) : 0;
  const aside: Motion = left > 0 ? 'turn-left' : 'turn-right';
  const upright: Motion = up > 0 ? 'look-up' : 'look-down';
  // Nobody turns without nodding a little: only what outweighs the asked movement is another one.
  const [motion, degrees] = Math.abs(left) > Math.abs(up) ? [aside, Math.abs(left)] : [upright, Math.abs(up)];
  return motion !== asked && degrees > wrongDegrees && degrees > towards ? { motion, degrees } : undefined;
}

function degreesTowards(motion: Motion, face: MeasuredFace, rest: Rest): number {
  const { left, up } = offRest(face, rest);
  return { 'turn-left': left, 'turn-right': -left, 'look-up': up, 'look-down': -up }[motion];
}

const isTurn = (motion: Motion): boolean => motion === 'turn-left' || motion === 'turn-right';

const leastDegrees = (motion: Motion, { turnDegrees, lookDegrees }: LivenessLimits): number =>
  isTurn(motion) ? turnDegrees : lookDegrees;
