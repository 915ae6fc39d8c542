import type { Box, RgbImage } from '../types.js';

export interface Detection {
  /** Pixels of the given picture; can reach past its edges. */
  box: Box;
  /** 0…1, the detector's own. */
  score: number;
}

/** Finds faces. Port: one adapter a file in this folder. */
export abstract class FaceDetector {
  /** Every face found, largest first; none is an empty list. */
  abstract detect(image: RgbImage): Promise<Detection[]>;
}
