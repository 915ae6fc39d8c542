import type { FaceLandmarks, Point } from '../types.js';

/** Every second point of the face's outline. */
const OVAL = [10, 297, 284, 389, 454, 361, 397, 379, 400, 152, 176, 150, 172, 132, 234, 162, 54, 67];
const RIGHT_EYE = [33, 163, 145, 154, 133, 157, 159, 161];
const LEFT_EYE = [362, 384, 386, 388, 263, 390, 374, 381];
const BROWS = [70, 63, 105, 66, 107, 336, 296, 334, 293, 300];
const NOSE = [168, 6, 195, 4, 1, 98, 2, 327];
/** Every second point of the lips' outer edge. */
const LIPS = [61, 91, 84, 314, 321, 291, 270, 267, 37, 40];

/** Indices in MediaPipe's mesh that show where a face and its parts are: few enough to draw and to send. */
const MESH_OUTLINE = [...OVAL, ...RIGHT_EYE, ...LEFT_EYE, ...BROWS, ...NOSE, ...LIPS];

/** Some sixty points for an overlay, in pixels. The 68 of iBUG are few enough as they are. */
export function outlinePoints({ scheme, points }: FaceLandmarks): Point[] {
  if (scheme === 'ibug-68') return points.map(({ x, y }) => ({ x, y }));
  return MESH_OUTLINE.map((index) => ({ x: points[index]!.x, y: points[index]!.y }));
}
