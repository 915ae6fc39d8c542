import type { MeasuredFace } from './frame-measure.js';
import { widthOverHeight } from './foreshortening.js';
import type { LivenessLimits } from './liveness-limits.js';

/**
 * Whether the mesh tells where this head is. Past some 40° it collapses, and near profile it may give any angle: then the face is
 * narrower than a head that can be judged.
 */
export function isTrusted(face: MeasuredFace, rest: MeasuredFace | undefined, limits: LivenessLimits): boolean {
  const { yawDegrees, pitchDegrees } = face.pose;
  if (Math.abs(yawDegrees) > limits.trustedYawDegrees || Math.abs(pitchDegrees) > limits.trustedPitchDegrees)
    return false;
  return !rest || widthOverHeight(face) >= limits.trustedWidth * widthOverHeight(rest);
}
