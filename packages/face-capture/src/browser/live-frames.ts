import { LIVE_FRAME_MAX_BYTES } from '@facegate/contracts';
import { nextQuality, START_QUALITY } from '../core/jpeg-quality.js';
import { grabFrame } from './picture.js';

/** Of 4:5 as many pixels as 640 × 480 has. */
const LONGEST_SIDE_PX = 600;

/** Makes the frames of one session: all of one size, and of as many bytes as the socket takes. */
export class LiveFrames {
  private quality = START_QUALITY;
  private readonly canvas = document.createElement('canvas');

  /** @param aspectRatio width by height of what the preview shows of the camera's picture. */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly aspectRatio: number,
  ) {}

  /** The present frame as an unmirrored JPEG; null when it came out too large, which later ones will not. */
  async next(): Promise<ArrayBuffer | null> {
    const { quality, canvas, aspectRatio } = this;
    const { blob } = await grabFrame(this.video, { longestSidePx: LONGEST_SIDE_PX, quality, aspectRatio, canvas });
    this.quality = nextQuality(quality, blob.size);
    return blob.size <= LIVE_FRAME_MAX_BYTES ? blob.arrayBuffer() : null;
  }
}
