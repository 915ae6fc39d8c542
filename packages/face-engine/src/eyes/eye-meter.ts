import type { EyesOpen, FaceLandmarks, RgbImage } from '../types.js';

/** Tells how far the eyes are open. Port: one adapter a file in this folder. */
export abstract class EyeMeter {
  abstract measure(image: RgbImage, landmarks: FaceLandmarks): Promise<EyesOpen>;
}
