import type { HeadPose, Point } from '../types.js';
import { IBUG_HEAD_MODEL } from './ibug-head-model.js';
import type { HeadPoint } from './head-point.js';

/** A row of a rotation: how much of the head's x, y and z shows along one axis of the picture. */
type Row = readonly [number, number, number];

/**
 * Head pose from 68 landmarks: the rotation of the rigid head model that, seen from far away (weak perspective), comes
 * closest to the points; solved in closed form. The lens is not known, so a face very near to it, or far from the
 * picture's middle, is off by some degrees.
 */
export function weakPerspectivePose(points: readonly Point[]): HeadPose {
  const [right, up] = orthonormalised(...projection(points));
  // The head's forward axis as the camera sees it: x to the right, y up, z towards the camera.
  const forwardX = right[2];
  const forwardY = up[2];
  const forwardZ = right[0] * up[1] - right[1] * up[0];
  return {
    yawDegrees: degrees(Math.atan2(forwardX, forwardZ)),
    pitchDegrees: degrees(Math.asin(Math.max(-1, Math.min(1, forwardY)))),
    rollDegrees: degrees(Math.atan2(-up[0], right[0])),
  };
}

/** Least-squares 2×3 matrix that takes the model's points to the picture's, both about their centres, y upwards. */
function projection(points: readonly Point[]): [Row, Row] {
  let meanX = 0;
  let meanY = 0;
  for (const { index } of IBUG_HEAD_MODEL) {
    meanX += points[index]!.x / IBUG_HEAD_MODEL.length;
    meanY += points[index]!.y / IBUG_HEAD_MODEL.length;
  }
  const x: [number, number, number] = [0, 0, 0];
  const y: [number, number, number] = [0, 0, 0];
  IBUG_HEAD_MODEL.forEach(({ index }, i) => {
    const weights = PSEUDO_INVERSE[i]!;
    const point = points[index]!;
    for (let axis = 0; axis < 3; axis++) {
      x[axis]! += weights[axis]! * (point.x - meanX);
      y[axis]! -= weights[axis]! * (point.y - meanY);
    }
  });
  return [x, y];
}

/** The nearest two rows of one rotation: (A·Aᵀ)^(−1/2) · A. */
function orthonormalised(x: Row, y: Row): [Row, Row] {
  const xx = dot(x, x);
  const xy = dot(x, y);
  const yy = dot(y, y);
  // The inverse square root of the 2×2 matrix [xx xy; xy yy], by Cayley–Hamilton.
  const root = Math.sqrt(Math.max(xx * yy - xy * xy, Number.MIN_VALUE));
  const scale = 1 / (root * Math.sqrt(xx + yy + 2 * root));
  const a = (yy + root) * scale;
  const b = -xy * scale;
  const d = (xx + root) * scale;
  return [combine(a, x, b, y), combine(b, x, d, y)];
}

const PSEUDO_INVERSE: readonly Row[] = pseudoInverse(IBUG_HEAD_MODEL);

/** Columns of (XᵀX)⁻¹Xᵀ: how much each model point tells about each axis. */
function pseudoInverse(model: readonly HeadPoint[]): Row[] {
  const sum = (f: (point: HeadPoint) => number): number => model.reduce((total, point) => total + f(point), 0);
  const xx = sum((p) => p.x * p.x);
  const xy = sum((p) => p.x * p.y);
  const xz = sum((p) => p.x * p.z);
  const yy = sum((p) => p.y * p.y);
  const yz = sum((p) => p.y * p.z);
  const zz = sum((p) => p.z * p.z);
  const c00 = yy * zz - yz * yz;
  const c01 = xz * yz - xy * zz;
  const c02 = xy * yz - xz * yy;
  const c11 = xx * zz - xz * xz;
  const c12 = xy * xz - xx * yz;
  const c22 = xx * yy - xy * xy;
  const determinant = xx * c00 + xy * c01 + xz * c02;
  return model.map(({ x, y, z }) => [
    (c00 * x + c01 * y + c02 * z) / determinant,
    (c01 * x + c11 * y + c12 * z) / determinant,
    (c02 * x + c12 * y + c22 * z) / determinant,
  ]);
}

const dot = (one: Row, other: Row): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
const combine = (a: number, x: Row, b: number, y: Row): Row => [
  a * x[0] + b * y[0],
  a * x[1] + b * y[1],
  a * x[2] + b * y[2],
];
const degrees = (radians: number): number => (radians * 180) / Math.PI;
