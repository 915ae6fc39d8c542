import type { RgbImage } from '../types.js';
import { FaceDetector, type Detection } from './face-detector.js';

/** Asks one detector after the other until one finds something; the first is the quick one. */
export class FallbackDetector extends FaceDetector {
  constructor(private readonly detectors: readonly FaceDetector[]) {
    super();
  }

  override async detect(image: RgbImage): Promise<Detection[]> {
    for (const detector of this.detectors) {
      const found = await detector.detect(image);
      if (found.length > 0) return found;
    }
    return [];
  }
}
