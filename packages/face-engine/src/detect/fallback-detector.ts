import type { RgbImage } from '../types.js';
import { FaceDetector, type Detection } from './face-detector.js';

/** Asks a slower, keener detector when the quick one finds nothing. */
export class FallbackDetector extends FaceDetector {
  constructor(
    private readonly quick: FaceDetector,
    private readonly keen: FaceDetector,
  ) {
    super();
  }

  override async detect(image: RgbImage): Promise<Detection[]> {
    const found = await this.quick.detect(image);
    return found.length > 0 ? found : await this.keen.detect(image);
  }
}
