import { warp } from '../image/raster.js';
import { meanOf, similarityBetween } from '../image/similarity.js';
import { IBUG_HEAD_MODEL } from '../landmarks/ibug-head-model.js';
import { IBUG_68 } from '../landmarks/ibug-68.js';
import type { FaceLandmarks, Point, RgbImage } from '../types.js';
import { FaceAligner } from './face-aligner.js';

/** The crop that dlib's ResNet was trained on: 150×150 px, a quarter of the face's width as margin on each side. */
const SIDE_PX = 150;
/** Where that crop puts the eyes: pixels between their centres, their row, and the column midway. */
const INTEROCULAR_PX = 53;
const EYE_ROW_PX = 46;
const MIDDLE_COLUMN_PX = 74;

/**
 * Turns the face upright and brings it to a fixed size: the similarity that takes the frontal view of the head model,
 * laid into the crop, closest to the landmarks. face-api itself only cuts a box out, unturned; see eval/results.
 */
export class DlibChipAligner extends FaceAligner {
  override align(image: RgbImage, { points }: FaceLandmarks): RgbImage {
    const found = IBUG_HEAD_MODEL.map(({ index }) => points[index]!);
    return warp(image, similarityBetween(TEMPLATE, found), SIDE_PX, SIDE_PX);
  }
}

const TEMPLATE: readonly Point[] = frontalTemplate();

function frontalTemplate(): Point[] {
  const rightEye = eyeCentre(IBUG_68.rightEye);
  const leftEye = eyeCentre(IBUG_68.leftEye);
  const scale = INTEROCULAR_PX / (leftEye.x - rightEye.x);
  return IBUG_HEAD_MODEL.map(({ x, y }) => ({
    x: MIDDLE_COLUMN_PX + x * scale,
    y: EYE_ROW_PX - (y - leftEye.y) * scale,
  }));
}

function eyeCentre(indices: readonly number[]): Point {
  return meanOf(IBUG_HEAD_MODEL.filter(({ index }) => indices.includes(index)));
}
