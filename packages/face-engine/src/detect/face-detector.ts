import type { Box, Point, RgbImage } from '../types.js';

export interface Detection {
  /** Pixels of the given picture; can reach past its edges. */
  box: Box;
  /** 0…1, the detector's own. */
  score: number;
  /** Eye centres, the person's own right and left, from detectors that see them. */
  eyes?: { right: Point; left: Point };
}

/** The same face as pixels of a picture of which the detector saw a part or a smaller copy. */
export function relocated({ box, score, eyes }: Detection, scaleX: number, scaleY: number, x = 0, y = 0): Detection {
  const point = (at: Point): Point => ({ x: at.x * scaleX + x, y: at.y * scaleY + y });
  return {
    score,
    box: { ...point(box), width: box.width * scaleX, height: box.height * scaleY },
    ...(eyes && { eyes: { right: point(eyes.right), left: point(eyes.left) } }),
  };
}

/** Finds faces. Port: one adapter a file in this folder. */
export abstract class FaceDetector {
  /** Every face found, largest first; none is an empty list. */
  abstract detect(image: RgbImage): Promise<Detection[]>;
}
