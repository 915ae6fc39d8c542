import { afterSending, maySend, NO_CREDIT, withCredit } from '../core/frame-pace.js';
import type { LiveFrame } from './live-frames.js';

interface FrameStreamOptions {
  socket: Pick<WebSocket, 'send' | 'bufferedAmount'>;
  /** Null when the frame came out too large to send. */
  frames: { next: () => Promise<LiveFrame | null> };
  onSent: (frame: LiveFrame, takenAtMs: number) => void;
}

/** Sends fresh frames as credit allows; those for which there is none are never taken, so nothing waits in a queue. */
export class FrameStream {
  private pace = NO_CREDIT;
  private encoding = false;

  constructor(private readonly options: FrameStreamOptions) {}

  grant(credit: number): void {
    this.pace = withCredit(this.pace, credit);
  }

  /** The camera has a new picture: takes and sends it, or lets it pass. */
  async offer(atMs: number, signal: AbortSignal): Promise<void> {
    const { socket, frames, onSent } = this.options;
    if (this.encoding || socket.bufferedAmount > 0 || !maySend(this.pace, atMs)) return;
    this.encoding = true;
    try {
      const frame = await frames.next();
      if (!frame || signal.aborted) return;
      socket.send(frame.jpeg);
      this.pace = afterSending(this.pace, atMs);
      onSent(frame, atMs);
    } catch {
      // The video had no picture just now: the next frame.
    } finally {
      this.encoding = false;
    }
  }
}
