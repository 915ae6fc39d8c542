import type { Detection } from '../detect/face-detector.js';
import type { FaceLandmarks, RgbImage } from '../types.js';

/** Finds the landmarks of one face. Port: one adapter a file in this folder. */
export abstract class LandmarkFinder {
  /** Points in pixels of the given picture. */
  abstract find(image: RgbImage, face: Detection): Promise<FaceLandmarks>;
}
