import type { HeadPose, Landmark, RgbImage } from '../types.js';
import { CANONICAL_FACE_MODEL } from './canonical-face-model.js';

type Vector = readonly [x: number, y: number, z: number];

/** The vertical angle of view that MediaPipe takes every camera to have. */
const VIEW_DEGREES = 63;
const MODEL: readonly Vector[] = CANONICAL_FACE_MODEL.map(({ x, y, z }) => [x, y, z]);
const TOTAL_WEIGHT = CANONICAL_FACE_MODEL.reduce((sum, { weight }) => sum + weight, 0);
const SHARES = CANONICAL_FACE_MODEL.map(({ weight }) => weight / TOTAL_WEIGHT);

/**
 * Head pose from a mesh with depth, relative to the camera's axes: how the canonical face has to be turned to come closest
 * to the mesh in space. The way is MediaPipe's own (geometry_pipeline.cc), so that angles here and in the browser
 * agree: the mesh is laid behind a near plane, its depth is scaled to the size that the face must have, its points are
 * moved outwards as they lie further away, and the rotation follows from two point sets (Horn 1987).
 */
export function meshPose(points: readonly Landmark[], { width, height }: Pick<RgbImage, 'width' | 'height'>): HeadPose {
  const nearHeight = 2 * Math.tan((VIEW_DEGREES * Math.PI) / 360);
  const perPixel = nearHeight / height;
  const screen = CANONICAL_FACE_MODEL.map(({ index }): Vector => {
    const { x, y, z = 0 } = points[index]!;
    return [(x - width / 2) * perPixel, (height / 2 - y) * perPixel, z * perPixel];
  });
  const meanDepth = points.reduce((sum, { z = 0 }) => sum + z, 0) * (perPixel / points.length);
  const inSpace = (scale: number): Vector[] =>
    screen.map(([x, y, z]) => {
      const depth = (z - meanDepth + 1) / scale;
      return [x * depth, y * depth, -depth];
    });
  const first = fit(screen.map(([x, y, z]) => [x, y, -z])).scale;
  const { rotation } = fit(inSpace(first * fit(inSpace(first)).scale));
  const [, up, forward] = rotation;
  const [right] = rotation;
  return {
    yawDegrees: degrees(Math.atan2(forward[0], forward[2])),
    pitchDegrees: degrees(Math.asin(Math.max(-1, Math.min(1, forward[1])))),
    rollDegrees: degrees(Math.atan2(-right[1], up[1])),
  };
}

interface Fit {
  /** Where the head's right-hand, up and forward axes point. */
  rotation: readonly [Vector, Vector, Vector];
  /** How much larger the points are than the model. */
  scale: number;
}

/** The rotation and scale that take the canonical face closest to the points: Horn's quaternion, weighted. */
function fit(points: readonly Vector[]): Fit {
  const modelCentre = centreOf(MODEL);
  const centre = centreOf(points);
  const between = (a: 0 | 1 | 2, b: 0 | 1 | 2): number =>
    SHARES.reduce((sum, share, i) => sum + share * (MODEL[i]![a] - modelCentre[a]) * (points[i]![b] - centre[b]), 0);
  const row = (a: 0 | 1 | 2): Vector => [between(a, 0), between(a, 1), between(a, 2)];
  const s = [row(0), row(1), row(2)] as const;
  const rotation = toAxes(largestEigenvector(hornMatrix(s)));
  const turned = rotation.reduce(
    (sum, axis, a) => sum + axis.reduce((part, value, b) => part + value * s[a]![b]!, 0),
    0,
  );
  const spread = SHARES.reduce(
    (sum, share, i) => sum + share * MODEL[i]!.reduce((part, value, a) => part + (value - modelCentre[a]!) ** 2, 0),
    0,
  );
  return { rotation, scale: turned / spread };
}

function centreOf(points: readonly Vector[]): Vector {
  const along = (axis: 0 | 1 | 2): number => SHARES.reduce((sum, share, i) => sum + share * points[i]![axis], 0);
  return [along(0), along(1), along(2)];
}

type Quaternion = readonly [w: number, x: number, y: number, z: number];

function hornMatrix([[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]]: readonly [Vector, Vector, Vector]): Quaternion[] {
  return [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
}

/** Power iteration, with a shift that makes the largest eigenvalue also the largest in size. */
function largestEigenvector(matrix: readonly Quaternion[]): Quaternion {
  const shift = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  // Near to a face that looks straight on, and orthogonal to nothing likely.
  let vector: Quaternion = [1, 0.1, 0.1, 0.1];
  for (let round = 0, change = 1; round < 1000 && change > 1e-12; round++) {
    const next = matrix.map((row, i) => row.reduce((sum, value, k) => sum + value * vector[k]!, shift * vector[i]!));
    const length = Math.hypot(...next);
    const unit = next.map((value) => value / length) as unknown as Quaternion;
    change = Math.max(...unit.map((value, i) => Math.abs(value - vector[i]!)));
    vector = unit;
  }
  return vector;
}

/** Columns of the rotation that a unit quaternion stands for. */
function toAxes([w, x, y, z]: Quaternion): readonly [Vector, Vector, Vector] {
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
    [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
    [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)],
  ];
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
