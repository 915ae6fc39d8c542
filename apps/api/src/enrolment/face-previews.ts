import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { Turns } from '../common/turns.js';
import { PictureEncoder } from '../face/picture-encoder.js';

/** Enough to tell faces apart on a page, and too little to show to a camera. */
const PREVIEW_SIDE_PX = 160;
const PREVIEW_QUALITY = 80;
/** A page with as many faces as an account holds, loaded twice. */
const MAX_WAITING_PER_ACCOUNT = 20;

/** Small pictures of enrolled faces, made one at a time: a large PNG takes a core half a second. */
@Injectable()
export class FacePreviews {
  private readonly turns = new Turns();
  private readonly waiting = new Map<string, number>();

  constructor(private readonly encoder: PictureEncoder) {}

  /** @returns a JPEG. @throws ProblemError `BUSY` for an account that asks for very many at once, `IMAGE_INVALID` */
  async of(userId: string, picture: Uint8Array, signal: AbortSignal): Promise<Buffer> {
    const waiting = this.waiting.get(userId) ?? 0;
    if (waiting >= MAX_WAITING_PER_ACCOUNT)
      throw new ProblemError('BUSY', 'The server is busy. Please try again in a moment.', { retryAfterSeconds: 1 });
    this.waiting.set(userId, waiting + 1);
    try {
      return await this.turns.take(async () => {
        signal.throwIfAborted();
        return this.encoder.encode(picture, { maxSidePx: PREVIEW_SIDE_PX, quality: PREVIEW_QUALITY });
      });
    } finally {
      this.leave(userId);
    }
  }

  private leave(userId: string): void {
    const waiting = (this.waiting.get(userId) ?? 1) - 1;
    if (waiting > 0) this.waiting.set(userId, waiting);
    else this.waiting.delete(userId);
  }
}
