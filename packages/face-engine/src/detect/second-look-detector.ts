import { cropClipped, resizeToFit } from '../image/raster.js';
import type { Box, RgbImage } from '../types.js';
import { FaceDetector, relocated, type Detection } from './face-detector.js';

/** Longest side in pixels of the coarse copy: what is left of a blurred face at that size is a face again. */
const COARSE_SIDE_PX = 160;
/** Share of each side that a quarter covers; they overlap, so that no face lies on a cut. */
const QUARTER_SHARE = 0.56;
/** Pictures smaller than this hold no face that only a closer look finds. */
const MIN_SIDE_TO_QUARTER_PX = 640;

export interface SecondLookDetectors {
  /** What usually finds every face. */
  usual: FaceDetector;
  /** Looks at the coarse copy; made for small inputs. */
  coarse: FaceDetector;
  /** Looks at the quarters. */
  close: FaceDetector;
}

/**
 * When nothing is found, looks for a face that is there but too dark, too bright, blurred or tiny, so that the quality
 * gate can tell the person which: first in a small copy with its contrast stretched, then in the four quarters.
 */
export class SecondLookDetector extends FaceDetector {
  constructor(private readonly detectors: SecondLookDetectors) {
    super();
  }

  override async detect(image: RgbImage): Promise<Detection[]> {
    const found = await this.detectors.usual.detect(image);
    if (found.length > 0) return found;
    const coarse = await this.detectCoarse(image);
    return coarse.length > 0 ? coarse : await this.detectInQuarters(image);
  }

  private async detectCoarse(image: RgbImage): Promise<Detection[]> {
    const small = resizeToFit(image, COARSE_SIDE_PX);
    const found = await this.detectors.coarse.detect(stretched(small));
    const scaleX = image.width / small.width;
    const scaleY = image.height / small.height;
    return found.map((face) => relocated(face, scaleX, scaleY));
  }

  private async detectInQuarters(image: RgbImage): Promise<Detection[]> {
    if (Math.max(image.width, image.height) < MIN_SIDE_TO_QUARTER_PX) return [];
    for (const quarter of quartersOf(image)) {
      const { crop, x, y } = cropClipped(image, quarter);
      const found = await this.detectors.close.detect(crop);
      // One is enough to say that it is too small; more would only cost time.
      if (found.length > 0) return found.map((face) => relocated(face, 1, 1, x, y));
    }
    return [];
  }
}

function quartersOf({ width, height }: RgbImage): Box[] {
  const size = { width: width * QUARTER_SHARE, height: height * QUARTER_SHARE };
  const right = width - size.width;
  const bottom = height - size.height;
  return [
    { x: 0, y: 0, ...size },
    { x: right, y: 0, ...size },
    { x: 0, y: bottom, ...size },
    { x: right, y: bottom, ...size },
  ];
}

/** Spreads the values between the darkest and the brightest fiftieth over the whole range. */
function stretched(image: RgbImage): RgbImage {
  const sorted = image.data.toSorted();
  const low = sorted[Math.floor(sorted.length * 0.02)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.98)] ?? 255;
  const gain = 255 / Math.max(8, high - low);
  const data = image.data.map((value) => Math.min(255, Math.max(0, (value - low) * gain)));
  return { ...image, data };
}
