import type { TrackedFace } from './observation.js';

type StillFace = Pick<TrackedFace, 'box' | 'pose'>;

const DEGREES_PER_FACE_WIDTH = 60;

/** Degrees a second between two sightings of a face; 0 when there is nothing to compare with. */
export function motionDegreesPerS(before: StillFace | null, now: StillFace, elapsedMs: number): number {
  if (!before || elapsedMs <= 0) return 0;
  const turned = Math.hypot(
    now.pose.yawDegrees - before.pose.yawDegrees,
    now.pose.pitchDegrees - before.pose.pitchDegrees,
  );
  const shifted = Math.hypot(
    now.box.x + now.box.width / 2 - before.box.x - before.box.width / 2,
    now.box.y + now.box.height / 2 - before.box.y - before.box.height / 2,
  );
  const faceWidths = shifted / Math.max(now.box.width, 0.01);
  return ((turned + faceWidths * DEGREES_PER_FACE_WIDTH) * 1000) / elapsedMs;
}
