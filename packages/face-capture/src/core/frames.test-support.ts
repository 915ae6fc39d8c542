import type { FrameObservation, TrackedFace } from './observation.js';

/** A face that is good for the front pose, changed as told. */
export function goodFace(
  changes: Partial<TrackedFace> & { yawDegrees?: number; pitchDegrees?: number } = {},
): TrackedFace {
  const { yawDegrees = 2, pitchDegrees = 0, ...face } = changes;
  return {
    box: { x: 0.35, y: 0.25, width: 0.3, height: 0.5 },
    pose: { yawDegrees, pitchDegrees, rollDegrees: 0 },
    eyesClosed: 0.1,
    brightness: 0.45,
    sharpness: 0.6,
    motionDegreesPerS: 5,
    ...face,
  };
}

export const frame = (atMs: number, face: TrackedFace | null, faceCount = face ? 1 : 0): FrameObservation => ({
  atMs,
  faceCount,
  face,
});
