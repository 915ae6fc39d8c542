import { LIVE_FRAME_MAX_BYTES } from '@facegate/contracts';
import { nextQuality, START_QUALITY } from '../core/jpeg-quality.js';
import { grabFrame } from './picture.js';

/** Of 4:5 as many pixels as 640 × 480 has. */
const LONGEST_SIDE_PX = 600;

/** One picture of the camera, unmirrored. */
export interface LiveFrame {
  jpeg: ArrayBuffer;
  widthPx: number;
  heightPx: number;
}

/** Makes the frames of one session, of as many bytes as the socket takes. */
export class LiveFrames {
  private quality = START_QUALITY;
  private readonly canvas = document.createElement('canvas');

  /** @param aspectRatio width by height of the part of the camera's picture that is sent; null: all of it. */
  constructor(private readonly aspectRatio: number | null) {}

  /** The present frame; null when it came out too large, which later ones will not. Rejects while there is none. */
  async next(video: HTMLVideoElement): Promise<LiveFrame | null> {
    const { quality, canvas, aspectRatio } = this;
    const { blob, widthPx, heightPx } = await grabFrame(video, {
      longestSidePx: LONGEST_SIDE_PX,
      quality,
      canvas,
      ...(aspectRatio === null ? {} : { aspectRatio }),
    });
    this.quality = nextQuality(quality, blob.size);
    return blob.size <= LIVE_FRAME_MAX_BYTES ? { jpeg: await blob.arrayBuffer(), widthPx, heightPx } : null;
  }
}
