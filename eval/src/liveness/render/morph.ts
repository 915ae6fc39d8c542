import { similarityBetween, transform, type Point, type RgbImage } from '@facegate/face-engine';
import { drawTriangles, sampled } from './draw-triangles.js';
import { FacePatch } from './face-patch.js';
import { FACE_OUTLINE, SKIN_POINTS } from './mesh-regions.js';
import type { PhotoFace } from './photo-face.js';

/** Of the second face in a morph, of its shape and of its pixels: to a comparison the picture is of the one as much as of the other. */
export const MORPH_SHARE = 0.5;

/**
 * One face out of two: both warped to the shape between them, and mixed. Outline, hair, neck and room are the first picture's: there
 * two pictures laid over each other would show. The second face has the first one's colours.
 * @param share 0…1, of the second face
 */
export function morphed(first: PhotoFace, second: PhotoFace, share: number): RgbImage {
  const patch = new FacePatch(first.mesh);
  const other = second.mesh.slice(0, SKIN_POINTS);
  const aligned = similarityBetween(other, patch.skin);
  const shape = patch.skin.map(({ x, y, z }, i) => {
    const to = transform(aligned, other[i]!);
    return { x: x + (to.x - x) * share, y: y + (to.y - y) * share, z };
  });
  const placed = patch.placed(shape);
  const picture: RgbImage = { ...first.image, data: first.image.data.slice() };
  drawTriangles(picture, patch.farthestFirst(placed), placed, {
    image: first.image,
    at: patch.places,
    mixed: {
      image: inColoursOf(first.image, patch.skin, second.image, other),
      // Nothing is taken from the second picture but skin.
      at: [...other, ...patch.followers],
      share: Float32Array.from(patch.places, (_, i) => (i >= SKIN_POINTS || FACE_OUTLINE.includes(i) ? 0 : share)),
    },
  });
  return picture;
}

/** The second picture, each channel as bright on the skin as in the first one. */
function inColoursOf(first: RgbImage, skin: readonly Point[], second: RgbImage, other: readonly Point[]): RgbImage {
  const gains = [0, 1, 2].map(
    (channel) => meanOver(first, skin, channel) / Math.max(1, meanOver(second, other, channel)),
  );
  return { ...second, data: second.data.map((value, i) => Math.min(255, value * gains[i % 3]! + 0.5)) };
}

const meanOver = (image: RgbImage, points: readonly Point[], channel: number): number =>
  points.reduce((sum, { x, y }) => sum + sampled(image, x, y, channel), 0) / points.length;
