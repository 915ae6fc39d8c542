import type { Point } from '@facegate/face-engine';

export type Triangle = readonly [number, number, number];

interface Circled {
  corners: Triangle;
  /** Of the circle through the corners: its middle and the square of its radius. */
  x: number;
  y: number;
  square: number;
}

/** Delaunay's triangles of points in a plane, as indices (Bowyer and Watson). No two points may be the same. */
export function triangulate(points: readonly Point[]): Triangle[] {
  const reach = Math.max(...points.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)))) * 20 + 1;
  const count = points.length;
  // One triangle about all points, which is taken away in the end.
  const all = [...points, { x: -reach, y: -reach }, { x: 0, y: 2 * reach }, { x: reach * 2, y: -reach }];
  let triangles = [circled([count, count + 1, count + 2], all)];
  for (let index = 0; index < count; index++) triangles = withPoint(triangles, index, all);
  return triangles.map(({ corners }) => corners).filter((corners) => corners.every((corner) => corner < count));
}

function withPoint(triangles: readonly Circled[], index: number, points: readonly Point[]): Circled[] {
  const { x, y } = points[index]!;
  const isHit = (circle: Circled): boolean => (circle.x - x) ** 2 + (circle.y - y) ** 2 < circle.square;
  const edges = new Map<string, [number, number]>();
  for (const { corners } of triangles.filter(isHit)) {
    for (let side = 0; side < 3; side++) {
      const [from, to] = [corners[side]!, corners[(side + 1) % 3]!];
      const key = from < to ? `${from} ${to}` : `${to} ${from}`;
      // An edge of two such triangles lies inside of the hole.
      if (!edges.delete(key)) edges.set(key, [from, to]);
    }
  }
  const fresh = [...edges.values()].map(([from, to]) => circled([from, to, index], points));
  return [...triangles.filter((circle) => !isHit(circle)), ...fresh];
}

function circled(corners: Triangle, points: readonly Point[]): Circled {
  const [a, b, c] = corners.map((corner) => points[corner]!) as [Point, Point, Point];
  const [bx, by, cx, cy] = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
  const twice = 2 * (bx * cy - by * cx);
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice;
  return { corners, x: a.x + x, y: a.y + y, square: x * x + y * y };
}
