import type { FaceLandmarks, HeadPose, LandmarkScheme, Point } from '../types.js';
import { CANONICAL_FACE_MODEL } from './canonical-face-model.js';
import { IBUG_HEAD_MODEL } from './ibug-head-model.js';

/** A landmark of the rigid part of a head, in any unit: x to the head's left, y up, z forward. */
export interface HeadPoint {
  /** In the order of the landmark scheme. */
  index: number;
  x: number;
  y: number;
  z: number;
  /** How much the point counts; 1 when left out. */
  weight?: number;
}

/** A row of a rotation: how much of the head's x, y and z shows along one axis of the picture. */
type Row = readonly [number, number, number];

interface PreparedPoint {
  index: number;
  /** Share of all weights. */
  share: number;
  /** How much the point tells about each axis: its column of the weighted pseudo-inverse. */
  tells: Row;
}

const MODELS: Record<LandmarkScheme, readonly PreparedPoint[]> = {
  'ibug-68': prepared(IBUG_HEAD_MODEL),
  'mediapipe-478': prepared(CANONICAL_FACE_MODEL),
};

/**
 * Head pose from landmarks: the rotation of the rigid head model that, seen from far away (weak perspective), comes
 * closest to the points; solved in closed form. The lens is not known, so a face very near to it, or far from the
 * picture's middle, is off by some degrees.
 */
export function headPose({ scheme, points }: FaceLandmarks): HeadPose {
  const [right, up] = orthonormalised(...projection(MODELS[scheme], points));
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
function projection(model: readonly PreparedPoint[], points: readonly Point[]): [Row, Row] {
  let meanX = 0;
  let meanY = 0;
  for (const { index, share } of model) {
    meanX += points[index]!.x * share;
    meanY += points[index]!.y * share;
  }
  const x: [number, number, number] = [0, 0, 0];
  const y: [number, number, number] = [0, 0, 0];
  for (const { index, tells } of model) {
    const point = points[index]!;
    for (let axis = 0; axis < 3; axis++) {
      x[axis]! += tells[axis]! * (point.x - meanX);
      y[axis]! -= tells[axis]! * (point.y - meanY);
    }
  }
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

/** The model about its weighted centre, with the columns of (XᵀWX)⁻¹XᵀW. */
function prepared(model: readonly HeadPoint[]): PreparedPoint[] {
  const total = model.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const sum = (f: (point: HeadPoint) => number): number =>
    model.reduce((all, point) => all + (f(point) * (point.weight ?? 1)) / total, 0);
  const centre = { x: sum(({ x }) => x), y: sum(({ y }) => y), z: sum(({ z }) => z) };
  const covariance = (one: 'x' | 'y' | 'z', other: 'x' | 'y' | 'z'): number =>
    sum((point) => (point[one] - centre[one]) * (point[other] - centre[other]));
  const xx = covariance('x', 'x');
  const xy = covariance('x', 'y');
  const xz = covariance('x', 'z');
  const yy = covariance('y', 'y');
  const yz = covariance('y', 'z');
  const zz = covariance('z', 'z');
  const c00 = yy * zz - yz * yz;
  const c01 = xz * yz - xy * zz;
  const c02 = xy * yz - xz * yy;
  const c11 = xx * zz - xz * xz;
  const c12 = xy * xz - xx * yz;
  const c22 = xx * yy - xy * xy;
  const determinant = xx * c00 + xy * c01 + xz * c02;
  return model.map(({ index, weight = 1, ...point }) => {
    const [x, y, z] = [point.x - centre.x, point.y - centre.y, point.z - centre.z];
    const share = weight / total;
    const tells = (a: number, b: number, c: number): number => ((a * x + b * y + c * z) * share) / determinant;
    return { index, share, tells: [tells(c00, c01, c02), tells(c01, c11, c12), tells(c02, c12, c22)] };
  });
}

const dot = (one: Row, other: Row): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
const combine = (a: number, x: Row, b: number, y: Row): Row => [
  a * x[0] + b * y[0],
  a * x[1] + b * y[1],
  a * x[2] + b * y[2],
];
const degrees = (radians: number): number => (radians * 180) / Math.PI;
