import { warp } from '../image/raster.js';
import { similarityBetween } from '../image/similarity.js';
import type { FaceLandmarks, Point, RgbImage } from '../types.js';
import { FaceAligner } from './face-aligner.js';

/** The crop that ArcFace and its kin were trained on: 112×112 px. */
const SIDE_PX = 112;
/** Where it puts eyes, nose tip and mouth corners: right, left (the person's own), nose, right, left. */
const TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/** Turns the face upright onto the five-point template of ArcFace (Deng et al. 2019). */
export class ArcfaceAligner extends FaceAligner {
  override align(image: RgbImage, { rightEye, leftEye, noseTip, mouthRight, mouthLeft }: FaceLandmarks): RgbImage {
    const found = [rightEye, leftEye, noseTip, mouthRight, mouthLeft];
    return warp(image, similarityBetween(TEMPLATE, found), SIDE_PX, SIDE_PX);
  }
}
