import type { Point } from '@facegate/face-engine';
import { affineBetween } from './borrowed-eyes.js';
import { FACE_OUTLINE, MIDDLE_LINE, TWINS } from './mesh-regions.js';

/** In widths of the face from its middle: from here on, and wholly from there on, the other half is shown. */
const FROM = 0.1;
const WHOLLY = 0.2;

/**
 * For each place that of its twin on the other half of the face, and how much of that half is shown there: only on the side that a
 * turn brings into view. For places after those of the skin nothing.
 */
export function mirrored(
  skin: readonly Point[],
  places: readonly Point[],
  { middle, width, yawDegrees }: { middle: Point; width: number; yawDegrees: number },
): { at: Point[]; share: Float32Array } {
  const pairs = [
    ...TWINS,
    ...TWINS.map(([one, other]) => [other, one] as const),
    ...MIDDLE_LINE.map((i) => [i, i] as const),
  ];
  const twin = affineBetween(
    pairs.map(([one]) => skin[one]!),
    pairs.map(([, other]) => skin[other]!),
  );
  const share = new Float32Array(places.length);
  const at = places.map((place, i) => {
    // The outline meets its surroundings, which are not mirrored.
    if (i >= skin.length || FACE_OUTLINE.includes(i)) return place;
    // Turned to the own left, the right half of the face comes into view, which lies left in the picture.
    const aside = ((middle.x - place.x) / width) * Math.sign(yawDegrees);
    share[i] = Math.min(1, Math.max(0, (aside - FROM) / (WHOLLY - FROM)));
    return twin(place);
  });
  return { at, share };
}
