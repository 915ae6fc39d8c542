import type { MeasuredFace } from './frame-measure.js';
import type { LivenessFailure } from './liveness-failure.js';
import type { LivenessLimits } from './liveness-limits.js';
import type { LivenessPhase } from './liveness-state.js';
import { wrongMotion } from './motion-step.js';

/** A movement that was not asked for, in `wrongFrames` frames in a row: during another step, or after the one that was asked for. */
export function unasked(
  phase: LivenessPhase & { name: 'step' | 'returning' },
  face: MeasuredFace,
  limits: LivenessLimits,
): { wrongFrames: number; failure?: LivenessFailure } {
  const action = phase.name === 'step' ? phase.progress.action : undefined;
  const asked = action === 'blink' || action === 'hold-still' ? undefined : action;
  const wrong = wrongMotion(asked, face, phase.rest, limits);
  const wrongFrames = wrong ? phase.wrongFrames + 1 : 0;
  if (!wrong || wrongFrames < limits.wrongFrames) return { wrongFrames };
  const detail = `${wrong.motion} by ${wrong.degrees.toFixed(0)}° while asked for ${action ?? 'nothing'}`;
  return { wrongFrames, failure: { code: 'WRONG_ACTION', detail } };
}
