import { createRequire } from 'node:module';

interface CanonicalMesh {
  source: string;
  /** x, y and z of each point of the mesh without irises, in centimetres: x to the person's left, y up, z to the front. */
  vertices: readonly number[];
  /** Three points each. */
  triangles: readonly number[];
}

type Vector = readonly [x: number, y: number, z: number];

/** One place of the canonical face, as its front shows it. */
export interface Texel {
  /** Position in the texture, row by row. */
  index: number;
  /** Points of the mesh around it, and how much of each it is. */
  corners: readonly [number, number, number];
  shares: readonly [number, number, number];
  /** Of length 1, in the axes of the mesh. */
  normal: Vector;
}

/** Side of the texture. */
export const TEXTURE_SIDE = 48;

/** Lids and lips, which move without the head. */
const MOVING = new Set([
  33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7, 263, 466, 388, 387, 386, 385, 384, 398,
  362, 382, 381, 380, 374, 373, 390, 249, 13, 14, 78, 308, 80, 81, 82, 311, 310, 312, 87, 317, 88, 318, 95, 324, 178,
  402, 191, 415,
]);

/** Read as the FMR curves are: Node 20 warns of a JSON that is imported. */
export const CANONICAL_MESH = createRequire(import.meta.url)('../../mesh/canonical-face.json') as CanonicalMesh;

const vertex = (index: number): Vector => {
  const [x, y, z] = CANONICAL_MESH.vertices.slice(3 * index, 3 * index + 3);
  return [x!, y!, z!];
};
const VERTICES: readonly Vector[] = Array.from({ length: CANONICAL_MESH.vertices.length / 3 }, (_, i) => vertex(i));
const TRIANGLES = Array.from(
  { length: CANONICAL_MESH.triangles.length / 3 },
  (_, i) => CANONICAL_MESH.triangles.slice(3 * i, 3 * i + 3) as [number, number, number],
);

function texels(): Texel[] {
  const normals = vertexNormals();
  const xs = VERTICES.map(([x]) => x);
  const ys = VERTICES.map(([, y]) => y);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const size = Math.max(right - left, top - bottom);
  const found: Texel[] = [];
  for (let index = 0; index < TEXTURE_SIDE ** 2; index++) {
    const x = (left + right) / 2 + (((index % TEXTURE_SIDE) + 0.5) / TEXTURE_SIDE - 0.5) * size;
    const y = (bottom + top) / 2 - ((Math.floor(index / TEXTURE_SIDE) + 0.5) / TEXTURE_SIDE - 0.5) * size;
    const texel = texelAt(index, x, y, normals);
    if (texel) found.push(texel);
  }
  return found;
}

function texelAt(index: number, x: number, y: number, normals: readonly Vector[]): Texel | undefined {
  for (const corners of TRIANGLES) {
    const shares = sharesOf(corners, x, y);
    if (!shares) continue;
    if (corners.filter((corner) => MOVING.has(corner)).length >= 2) return undefined;
    return { index, corners, shares, normal: unit(mixed(corners, shares, normals)) };
  }
  return undefined;
}

/** Barycentric coordinates of a place inside of the triangle, as seen from the front. */
function sharesOf(
  [i, j, k]: readonly [number, number, number],
  x: number,
  y: number,
): [number, number, number] | undefined {
  const [ax, ay] = VERTICES[i]!;
  const [bx, by] = VERTICES[j]!;
  const [cx, cy] = VERTICES[k]!;
  const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
  if (Math.abs(area) < 1e-9) return undefined;
  const a = ((by - cy) * (x - cx) + (cx - bx) * (y - cy)) / area;
  const b = ((cy - ay) * (x - cx) + (ax - cx) * (y - cy)) / area;
  const c = 1 - a - b;
  return a >= 0 && b >= 0 && c >= 0 ? [a, b, c] : undefined;
}

function vertexNormals(): Vector[] {
  const sums = VERTICES.map(() => [0, 0, 0] as [number, number, number]);
  for (const [i, j, k] of TRIANGLES) {
    const normal = cross(minus(VERTICES[j]!, VERTICES[i]!), minus(VERTICES[k]!, VERTICES[i]!));
    for (const corner of [i, j, k]) for (const axis of [0, 1, 2] as const) sums[corner]![axis] += normal[axis];
  }
  return sums.map(unit);
}

function mixed(
  corners: readonly [number, number, number],
  shares: readonly [number, number, number],
  vectors: readonly Vector[],
): Vector {
  const along = (axis: 0 | 1 | 2): number =>
    corners.reduce((sum, corner, at) => sum + shares[at]! * vectors[corner]![axis], 0);
  return [along(0), along(1), along(2)];
}

const minus = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [a - d, b - e, c - f];
const cross = ([a, b, c]: Vector, [d, e, f]: Vector): Vector => [b * f - c * e, c * d - a * f, a * e - b * d];

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** Every texel that lies on the face and does not move without the head. */
export const TEXELS: readonly Texel[] = texels();
