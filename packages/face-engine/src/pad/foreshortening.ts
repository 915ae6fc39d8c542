import type { Point } from '../types.js';
import type { MeasuredFace } from './frame-measure.js';
import { LEFT_EYE, MOUTH, RIGHT_EYE } from './traced-points.js';

/**
 * How much narrower the face became than a head turned by that yaw would: the distance of the eyes over that of eyes
 * and mouth, relative to the rest, over the cosine of the turn. About 1 for a head; a photograph has to be tilted far, and gets
 * narrow, before it looks turned at all.
 */
export function foreshortening(rest: MeasuredFace, turned: MeasuredFace): number {
  const turn = ((turned.pose.yawDegrees - rest.pose.yawDegrees) * Math.PI) / 180;
  return widthOverHeight(turned) / widthOverHeight(rest) / Math.cos(turn);
}

/** The same for a look up or down: how much lower the face became. Eyes and mouth lie at different depths: not exactly 1 for a head. */
export function lowering(rest: MeasuredFace, turned: MeasuredFace): number {
  const nod = ((turned.pose.pitchDegrees - rest.pose.pitchDegrees) * Math.PI) / 180;
  return widthOverHeight(rest) / widthOverHeight(turned) / Math.cos(nod);
}

/** Distance of the eyes over that of the eyes' middle and the mouth's. */
export function widthOverHeight({ points }: MeasuredFace): number {
  const right = middle(points, RIGHT_EYE);
  const left = middle(points, LEFT_EYE);
  const eyes = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 };
  return distance(right, left) / distance(eyes, middle(points, MOUTH));
}

const middle = (points: Float32Array, [one, other]: readonly [number, number]): Point => ({
  x: (points[2 * one]! + points[2 * other]!) / 2,
  y: (points[2 * one + 1]! + points[2 * other + 1]!) / 2,
});

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
