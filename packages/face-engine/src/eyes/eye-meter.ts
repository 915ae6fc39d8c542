import type { EyesOpen, FaceLandmarks } from '../types.js';

/** Tells how far the eyes are open. Port: one adapter a file in this folder. */
export abstract class EyeMeter {
  abstract measure(landmarks: FaceLandmarks): Promise<EyesOpen>;
}
