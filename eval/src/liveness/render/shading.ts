import type { Triangle } from './delaunay.js';
import type { MeshPoint } from './photo-face.js';

/** From where light comes, as a direction towards it, and what part of it comes from everywhere. */
export interface Light {
  x: number;
  y: number;
  z: number;
  ambient: number;
}

const DARKEST = 0.65;
const BRIGHTEST = 1.4;

/** For each point how much brighter a turned face is there, by Lambert's law. */
export function shading(
  before: readonly MeshPoint[],
  after: readonly MeshPoint[],
  triangles: readonly Triangle[],
  light: Light,
): Float32Array {
  const was = normals(before, triangles);
  const is = normals(after, triangles);
  const lit = (normal: MeshPoint): number =>
    light.ambient + (1 - light.ambient) * Math.max(0, normal.x * light.x + normal.y * light.y + normal.z * light.z);
  return Float32Array.from(was, (normal, i) =>
    Math.min(BRIGHTEST, Math.max(DARKEST, lit(is[i]!) / Math.max(0.05, lit(normal)))),
  );
}

/** Of length 1, towards the camera. */
function normals(points: readonly MeshPoint[], triangles: readonly Triangle[]): MeshPoint[] {
  const sums = points.map(() => ({ x: 0, y: 0, z: 0 }));
  for (const corners of triangles) {
    const [a, b, c] = corners.map((corner) => points[corner]!) as [MeshPoint, MeshPoint, MeshPoint];
    const one = { x: b.x - a.x, y: b.y - a.y, z: b.z - a.z };
    const other = { x: c.x - a.x, y: c.y - a.y, z: c.z - a.z };
    const cross = {
      x: one.y * other.z - one.z * other.y,
      y: one.z * other.x - one.x * other.z,
      z: one.x * other.y - one.y * other.x,
    };
    const sign = cross.z > 0 ? -1 : 1;
    for (const corner of corners) {
      sums[corner]!.x += cross.x * sign;
      sums[corner]!.y += cross.y * sign;
      sums[corner]!.z += cross.z * sign;
    }
  }
  return sums.map(({ x, y, z }) => {
    const length = Math.hypot(x, y, z) || 1;
    return { x: x / length, y: y / length, z: z / length };
  });
}
