import type { Point } from '../types.js';

/** A similarity that maps the target's pixels into the source: `x = a·u − b·v + tx`, `y = b·u + a·v + ty`. */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

/** The similarity that takes `from` closest to `to`, by least squares (Umeyama 1991, without reflection). */
export function similarityBetween(from: readonly Point[], to: readonly Point[]): Similarity {
  const fromMean = meanOf(from);
  const toMean = meanOf(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach((point, i) => {
    const target = to[i]!;
    const x = point.x - fromMean.x;
    const y = point.y - fromMean.y;
    const u = target.x - toMean.x;
    const v = target.y - toMean.y;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = along / spread;
  const b = across / spread;
  return {
    a,
    b,
    tx: toMean.x - a * fromMean.x + b * fromMean.y,
    ty: toMean.y - b * fromMean.x - a * fromMean.y,
  };
}

/** Where a similarity takes a point. */
export function transform({ a, b, tx, ty }: Similarity, { x, y }: Point): Point {
  return { x: a * x - b * y + tx, y: b * x + a * y + ty };
}

export function meanOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
    y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
  };
}
