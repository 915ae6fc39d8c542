import { warp } from '../image/raster.js';
import { IBUG_68 } from '../landmarks/ibug-68.js';
import type { FaceLandmarks, Point, RgbImage } from '../types.js';
import { lumaOf, percentile } from './luma.js';

/** The patch of one eye: 1.5 × 1 eye lengths about its centre, corner to corner level. */
const WIDTH_PX = 48;
const HEIGHT_PX = 32;

/**
 * 0…1: how likely it is that the eyes are open, from the pixels of both together. face-api's landmark network draws closed
 * eyes almost as open ones (an eye aspect ratio of 0.27 against 0.30), but its eye corners hold; so this looks between them: an open eye is dark in its middle (iris) and full of edges, a closed
 * one is a smooth lid above a thin line.
 *
 * Logistic over both measures, fitted to 41 closed and 465 open pairs of eyes of ten people (area under the ROC 0.991);
 * most of what it then holds for closed among the open are eyes half down. Eyes that look far aside are its weakness.
 */
export function eyesOpen(image: RgbImage, { scheme, points }: FaceLandmarks): number {
  if (scheme !== 'ibug-68') throw new RangeError(`no eye contours for ${scheme}`);
  const right = measureEye(eyePatch(image, points, IBUG_68.rightEye));
  const left = measureEye(eyePatch(image, points, IBUG_68.leftEye));
  const darkness = (right.darkness + left.darkness) / 2;
  const edges = (right.edges + left.edges) / 2;
  return 1 / (1 + Math.exp(-(7.62 * darkness + 135.9 * edges - 8.75)));
}

/** The eye turned level: luma, HEIGHT × WIDTH, 0…1. */
function eyePatch(image: RgbImage, points: readonly Point[], eye: readonly number[]): Float32Array {
  const corner = points[eye[0]!]!;
  const otherCorner = points[eye[3]!]!;
  const a = ((otherCorner.x - corner.x) * 1.5) / WIDTH_PX;
  const b = ((otherCorner.y - corner.y) * 1.5) / WIDTH_PX;
  const centreX = eye.reduce((sum, index) => sum + points[index]!.x, 0) / eye.length;
  const centreY = eye.reduce((sum, index) => sum + points[index]!.y, 0) / eye.length;
  const patch = warp(
    image,
    {
      a,
      b,
      tx: centreX - (a * WIDTH_PX) / 2 + (b * HEIGHT_PX) / 2,
      ty: centreY - (b * WIDTH_PX) / 2 - (a * HEIGHT_PX) / 2,
    },
    WIDTH_PX,
    HEIGHT_PX,
  );
  return lumaOf(patch);
}

/** Both relative to the patch's own contrast: how dark its middle is, and how much changes along its rows. */
function measureEye(patch: Float32Array): { darkness: number; edges: number } {
  const sorted = patch.toSorted();
  const darkest = percentile(sorted, 0.03);
  const skin = percentile(sorted, 0.8);
  let middle = 0;
  for (let y = 11; y < 18; y++) {
    for (let x = 19; x < 29; x++) middle += patch[y * WIDTH_PX + x]! / 70;
  }
  let change = 0;
  for (let y = 8; y < 24; y++) {
    for (let x = 9; x < 40; x++) {
      change += Math.abs(patch[y * WIDTH_PX + x]! - patch[y * WIDTH_PX + x - 1]!) / (16 * 31);
    }
  }
  return {
    darkness: (skin - middle) / (skin - darkest + 1 / 255),
    edges: change / (percentile(sorted, 0.9) - darkest + 1 / 255),
  };
}
