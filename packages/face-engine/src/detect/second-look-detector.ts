import { cropClipped } from '../image/raster.js';
import { resizeToFit } from '../image/resize.js';
import type { Box, RgbImage } from '../types.js';
import { FaceDetector, relocated, type Detection } from './face-detector.js';

/** Longest side in pixels of the coarse copy: what is left of a blurred face at that size is a face again. */
const COARSE_SIDE_PX = 160;
/** How much neighbouring parts of a picture overlap, as a share of their side, so that no face lies on a cut. */
const OVERLAP = 0.2;
/** Pictures smaller than this hold no face that only a closer look finds. */
const MIN_SIDE_TO_DIVIDE_PX = 640;

export interface SecondLookDetectors {
  /** What usually finds every face. */
  usual: FaceDetector;
  /** Looks at the coarse copy; made for small inputs. */
  coarse: FaceDetector;
  /** Looks at the parts. */
  close: FaceDetector;
  /** Sides of the parts, as shares of the picture's, one look after the other. */
  partShares: readonly number[];
}

/**
 * When nothing is found, looks for a face that is there but too dark, too bright, blurred or tiny, so that the quality
 * gate can tell the person which: first in a small copy with its contrast stretched, then part by part.
 */
export class SecondLookDetector extends FaceDetector {
  constructor(private readonly detectors: SecondLookDetectors) {
    super();
  }

  override async detect(image: RgbImage): Promise<Detection[]> {
    const found = await this.detectors.usual.detect(image);
    if (found.length > 0) return found;
    const coarse = await this.detectCoarse(image);
    return coarse.length > 0 ? coarse : await this.detectInParts(image);
  }

  private async detectCoarse(image: RgbImage): Promise<Detection[]> {
    const small = resizeToFit(image, COARSE_SIDE_PX);
    const found = await this.detectors.coarse.detect(stretched(small));
    const scaleX = image.width / small.width;
    const scaleY = image.height / small.height;
    return found.map((face) => relocated(face, scaleX, scaleY));
  }

  private async detectInParts(image: RgbImage): Promise<Detection[]> {
    if (Math.max(image.width, image.height) < MIN_SIDE_TO_DIVIDE_PX) return [];
    for (const part of this.detectors.partShares.flatMap((share) => partsOf(image, share))) {
      const { crop, x, y } = cropClipped(image, part);
      const found = await this.detectors.close.detect(crop);
      // One is enough to say that it is too small; more would only cost time.
      if (found.length > 0) return found.map((face) => relocated(face, 1, 1, x, y));
    }
    return [];
  }
}

/** Parts of `share` of the picture's sides that overlap and together cover it. */
function partsOf({ width, height }: RgbImage, share: number): Box[] {
  const steps = Math.ceil((1 - share) / (share * (1 - OVERLAP)));
  const starts = Array.from({ length: steps + 1 }, (_, step) => ((1 - share) * step) / steps);
  return starts.flatMap((top) =>
    starts.map((left) => ({ x: left * width, y: top * height, width: share * width, height: share * height })),
  );
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
