import type { FaceLandmarks, Point } from '../types.js';

/** Where the parts of a face are among the 68 points of iBUG 300-W. Left and right are the person's own. */
export const IBUG_68 = {
  rightEye: [36, 37, 38, 39, 40, 41],
  leftEye: [42, 43, 44, 45, 46, 47],
  noseTip: 30,
  mouthRight: 48,
  mouthLeft: 54,
} as const;

export function toFaceLandmarks(points: Point[]): FaceLandmarks {
  if (points.length !== 68) throw new RangeError(`expected 68 landmarks, got ${points.length}`);
  return {
    scheme: 'ibug-68',
    points,
    leftEye: centroid(points, IBUG_68.leftEye),
    rightEye: centroid(points, IBUG_68.rightEye),
    noseTip: points[IBUG_68.noseTip]!,
    mouthLeft: points[IBUG_68.mouthLeft]!,
    mouthRight: points[IBUG_68.mouthRight]!,
  };
}

function centroid(points: readonly Point[], indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += points[index]!.x;
    y += points[index]!.y;
  }
  return { x: x / indices.length, y: y / indices.length };
}
