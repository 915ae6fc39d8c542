import type { FaceDetection } from '@vladmandic/face-api';
import type { RgbImage } from '../types.js';
import type { Detection } from './face-detector.js';

/** face-api's boxes, found in a resized copy, as pixels of the picture itself, largest first. */
export function toDetections(found: readonly FaceDetection[], image: RgbImage): Detection[] {
  return found
    .map(({ score, relativeBox: { x, y, width, height } }) => ({
      score,
      box: {
        x: x * image.width,
        y: y * image.height,
        width: width * image.width,
        height: height * image.height,
      },
    }))
    .toSorted((one, other) => other.box.width * other.box.height - one.box.width * one.box.height);
}
