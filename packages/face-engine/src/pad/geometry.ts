import type { FrameFacts, MeasuredFace } from './frame-measure.js';

/** How far two views of a face lie apart in the picture: root mean square of all points, in parts of `eyesPx`. */
export function pointShift(one: MeasuredFace, other: MeasuredFace, eyesPx: number): number {
  let sum = 0;
  for (const [i, value] of one.points.entries()) sum += (value - other.points[i]!) ** 2;
  return Math.sqrt(sum / (one.points.length / 2)) / eyesPx;
}

/** The points without the face's place in the picture: from their middle, in parts of `eyesPx`. */
export function shapeOf({ points }: MeasuredFace, eyesPx: number): Float32Array {
  let [x, y] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]!;
    y += points[i + 1]!;
  }
  const count = points.length / 2;
  return points.map((value, i) => (value - (i % 2 === 0 ? x : y) / count) / eyesPx);
}

/** Middle of the box in heights of the box. */
export function boxShift({ box: one }: MeasuredFace, { box: other }: MeasuredFace): number {
  const x = one.x + one.width / 2 - other.x - other.width / 2;
  const y = one.y + one.height / 2 - other.y - other.height / 2;
  return Math.hypot(x, y) / other.height;
}

/** Natural logarithm of how much larger one is: the same for growing and shrinking. */
export const boxScale = ({ box: one }: MeasuredFace, { box: other }: MeasuredFace): number =>
  Math.abs(Math.log(one.height / other.height));

/** Degrees between two directions of the nose; roll does not count. */
export const poseChange = ({ pose: one }: MeasuredFace, { pose: other }: MeasuredFace): number =>
  Math.hypot(one.yawDegrees - other.yawDegrees, one.pitchDegrees - other.pitchDegrees);

export const sameSize = (one: FrameFacts, other: FrameFacts): boolean =>
  one.width === other.width && one.height === other.height;
