import type { FaceLandmarks, RgbImage } from '../types.js';

/** Cuts one face out in the size and position that an embedder was trained on. Port: one adapter a file in this folder. */
export abstract class FaceAligner {
  abstract align(image: RgbImage, landmarks: FaceLandmarks): RgbImage;
}
