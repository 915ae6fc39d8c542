import { bilinear } from './bilinear.js';
import type { Point } from '../types.js';
import { THUMBNAIL_SIZE, toThumbnail } from './face-thumbnail.js';
import type { MeasuredFace } from './frame-measure.js';
import { fitHomography, NormalEquations, type Homography } from './homography.js';
import { RIGID_COUNT } from './traced-points.js';

const MAX_ROUNDS = 15;
/** A round that gains less is the last. */
const LEAST_GAIN = 1e-4;
/** Damping of the steps (Levenberg and Marquardt): where it starts and where it gives up. */
const FIRST_DAMPING = 1e-3;
const MAX_DAMPING = 1e3;
/** The part of the face that is compared: an ellipse, in parts of the thumbnail's half side. */
const REACH = 0.76;
/** With less of it inside of the other thumbnail there is nothing to compare. */
const LEAST_SHARE = 0.6;

/**
 * −1…1: how well the pixels of one view of a face can be had from another's by moving a plane. The mesh is no help here: of a tilted
 * photograph the network makes a head that turns. So its points only give a first homography, which is then fitted
 * to the pixels themselves (Gauss–Newton on the luma, gain and offset left free); the answer is the correlation that is left.
 * A picture of a face comes to 0.97…1 at any tilt; a head that turns by 20° uncovers one side of its nose and does not.
 */
export function planarMatch(rest: MeasuredFace, turned: MeasuredFace): number {
  const from = rigidPoints(rest);
  const to = rigidPoints(turned);
  const first = fitHomography(from, to);
  return first ? refine(rest.thumbnail.luma, turned.thumbnail.luma, first) : -1;
}

function rigidPoints({ points, thumbnail }: MeasuredFace): Point[] {
  return Array.from({ length: RIGID_COUNT }, (_, i) =>
    toThumbnail(thumbnail, { x: points[2 * i]!, y: points[2 * i + 1]! }),
  );
}

function refine(rest: Uint8Array, turned: Uint8Array, first: Homography): number {
  let best = { homography: first, ...compare(rest, turned, first) };
  let damping = FIRST_DAMPING;
  for (let round = 0; round < MAX_ROUNDS && damping < MAX_DAMPING; round++) {
    const homography = step(rest, turned, best, damping);
    if (!homography) break;
    const next = { homography, ...compare(rest, turned, homography) };
    const gain = next.correlation - best.correlation;
    if (gain > 0) best = next;
    damping *= gain > 0 ? 0.2 : 10;
    if (gain > 0 && gain < LEAST_GAIN) break;
  }
  return best.correlation;
}

interface Comparison {
  correlation: number;
  /** The turned view's luma is about `gain · luma + offset` of the rest's. */
  gain: number;
  offset: number;
}

const NOTHING: Comparison = { correlation: -1, gain: 1, offset: 0 };

function compare(rest: Uint8Array, turned: Uint8Array, homography: Homography): Comparison {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (const at of FACE) {
    const { u, v } = moved(homography, at);
    const b = lumaAt(turned, u, v);
    if (Number.isNaN(b)) continue;
    const a = rest[at.index]!;
    count++;
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  if (count < FACE.length * LEAST_SHARE) return NOTHING;
  const spreadA = sumAA - (sumA * sumA) / count;
  const spreadB = sumBB - (sumB * sumB) / count;
  if (spreadA <= 0 || spreadB <= 0) return NOTHING;
  const gain = Math.sqrt(spreadB / spreadA);
  const correlation = (sumAB - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB);
  return { correlation, gain, offset: (sumB - gain * sumA) / count };
}

/** The homography one damped Gauss–Newton step further. */
function step(
  rest: Uint8Array,
  turned: Uint8Array,
  { homography, gain, offset }: Comparison & { homography: Homography },
  damping: number,
): Homography | undefined {
  const equations = new NormalEquations(homography.length);
  for (const at of FACE) {
    const { u, v, w } = moved(homography, at);
    const slopeU = (lumaAt(turned, u + HALF, v) - lumaAt(turned, u - HALF, v)) / (2 * HALF);
    const slopeV = (lumaAt(turned, u, v + HALF) - lumaAt(turned, u, v - HALF)) / (2 * HALF);
    const luma = lumaAt(turned, u, v);
    // NaN in any of them: at the edge there is no slope.
    if (Number.isNaN(slopeU + slopeV + luma)) continue;
    const du = slopeU / w;
    const dv = slopeV / w;
    const along = -(du * u + dv * v);
    const row = [du * at.x, du * at.y, du, dv * at.x, dv * at.y, dv, along * at.x, along * at.y];
    equations.add(row, gain * rest[at.index]! + offset - luma);
  }
  const change = equations.solve(damping);
  return change && homography.map((value, i) => value + change[i]!);
}

/** A pixel of the thumbnail: its place in the list and its centre in −1…1. */
interface Pixel extends Point {
  index: number;
}

const HALF = 1 / THUMBNAIL_SIZE;

const FACE: readonly Pixel[] = Array.from({ length: THUMBNAIL_SIZE ** 2 }, (_, index) => ({
  index,
  x: (((index % THUMBNAIL_SIZE) + 0.5) / THUMBNAIL_SIZE) * 2 - 1,
  y: ((Math.floor(index / THUMBNAIL_SIZE) + 0.5) / THUMBNAIL_SIZE) * 2 - 1,
})).filter(({ index, x, y }) => Math.hypot(x, y) < REACH && isSampled(index));

/** Every other pixel, as on a chessboard: neighbours say nearly the same. */
function isSampled(index: number): boolean {
  return ((index % THUMBNAIL_SIZE) + Math.floor(index / THUMBNAIL_SIZE)) % 2 === 0;
}

function moved(h: Homography, { x, y }: Point): { u: number; v: number; w: number } {
  const w = h[6]! * x + h[7]! * y + 1;
  return { u: (h[0]! * x + h[1]! * y + h[2]!) / w, v: (h[3]! * x + h[4]! * y + h[5]!) / w, w };
}

/** Bilinear; NaN outside. */
function lumaAt(luma: Uint8Array, u: number, v: number): number {
  const x = ((u + 1) / 2) * THUMBNAIL_SIZE - 0.5;
  const y = ((v + 1) / 2) * THUMBNAIL_SIZE - 0.5;
  const last = THUMBNAIL_SIZE - 1;
  return x >= 0 && y >= 0 && x < last && y < last ? bilinear(luma, THUMBNAIL_SIZE, x, y) : NaN;
}
