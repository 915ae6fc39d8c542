import type { Point } from '@facegate/face-engine';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../statistics/random.js';
import { triangulate } from './delaunay.js';

const area = (a: Point, b: Point, c: Point): number =>
  Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;

describe("Delaunay's triangles", () => {
  const random = seededRandom(4);
  const corners: [Point, Point, Point, Point] = [
    { x: 0, y: 0 },
    { x: 100, y: 1 },
    { x: 99, y: 100 },
    { x: 1, y: 99 },
  ];
  const points = [...corners, ...Array.from({ length: 60 }, () => ({ x: 5 + 90 * random(), y: 5 + 90 * random() }))];
  const triangles = triangulate(points).map((three) => three.map((index) => points[index]) as [Point, Point, Point]);

  it('cover the points once', () => {
    const covered = triangles.reduce((sum, three) => sum + area(...three), 0);
    const [a, b, c, d] = corners;
    const whole = area(a, b, c) + area(a, c, d);
    expect(covered).toBeCloseTo(whole, 3);
  });

  it('have no other point in the circle through their corners', () => {
    for (const [a, b, c] of triangles) {
      const twice = 2 * ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
      const [bb, cc] = [(b.x - a.x) ** 2 + (b.y - a.y) ** 2, (c.x - a.x) ** 2 + (c.y - a.y) ** 2];
      const x = ((c.y - a.y) * bb - (b.y - a.y) * cc) / twice;
      const y = ((b.x - a.x) * cc - (c.x - a.x) * bb) / twice;
      const radius = Math.hypot(x, y);
      const nearest = Math.min(...points.map((point) => Math.hypot(point.x - a.x - x, point.y - a.y - y)));
      expect(nearest).toBeGreaterThan(radius * (1 - 1e-6));
    }
  });
});
