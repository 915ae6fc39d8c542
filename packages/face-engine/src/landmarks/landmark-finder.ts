import type { Box, FaceLandmarks, RgbImage } from '../types.js';

/** Finds the landmarks of one face. Port: one adapter a file in this folder. */
export abstract class LandmarkFinder {
  /** Points in pixels of the given picture. */
  abstract find(image: RgbImage, face: Box): Promise<FaceLandmarks>;
}
