import type { Point } from '@facegate/face-engine';

/** In widths of the face from its middle: from here on, and wholly from there on, the other half is shown. */
const FROM = 0.12;
const WHOLLY = 0.3;

/**
 * For each point the place of its twin on the other half of the face, and how much of that half is shown there: only on the side that
 * a turn brings into view. For points after the first `skin` nothing.
 */
export function mirrored(
  points: readonly Point[],
  skin: number,
  { middle, width, yawDegrees }: { middle: Point; width: number; yawDegrees: number },
): { at: Point[]; share: Float32Array } {
  const share = new Float32Array(points.length);
  const at = points.map((point, i) => {
    if (i >= skin) return point;
    // Turned to the own left, the right half of the face comes into view, which lies left in the picture.
    const aside = ((middle.x - point.x) / width) * Math.sign(yawDegrees);
    share[i] = Math.min(1, Math.max(0, (aside - FROM) / (WHOLLY - FROM)));
    return { x: 2 * middle.x - point.x, y: point.y };
  });
  return { at, share };
}
