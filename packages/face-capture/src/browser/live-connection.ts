import { LIVE_PATH, type LiveMessage, type LiveStart } from '@facegate/contracts';
import { afterSending, maySend, NO_CREDIT, withCredit } from '../core/frame-pace.js';
import { parseLiveMessage } from '../core/live-messages.js';
import { eachFrame } from './frame-loop.js';
import type { LiveFrames } from './live-frames.js';

export interface LiveConnection {
  video: HTMLVideoElement;
  frames: LiveFrames;
  start: LiveStart;
  onOpened: () => void;
  onMessage: (message: LiveMessage) => void;
  /** It ended, or never opened. Not called after the signal. */
  onClosed: () => void;
}

/** The socket of the page's own origin; older browsers take no relative address. */
function liveUrl(): string {
  const url = new URL(LIVE_PATH, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/**
 * One session on the live socket, until it closes or the signal comes: asks for it, tells what the server says, and sends the video's
 * frames from the challenge to the result.
 */
export function openLiveConnection(connection: LiveConnection, signal: AbortSignal): void {
  const { start, onOpened, onMessage, onClosed } = connection;
  const socket = new WebSocket(liveUrl());
  const over = new AbortController();
  const untilOver = { signal: AbortSignal.any([signal, over.signal]) };
  const stream = new FrameStream(socket, connection);

  signal.addEventListener('abort', () => socket.close());
  socket.addEventListener(
    'open',
    () => {
      socket.send(JSON.stringify(start));
      onOpened();
    },
    untilOver,
  );
  socket.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      const message = typeof data === 'string' ? parseLiveMessage(data) : null;
      if (!message) return;
      if (message.type === 'ack') stream.grant(message.credit);
      if (message.type === 'challenge') stream.run(untilOver.signal);
      if (message.type === 'result') over.abort();
      onMessage(message);
    },
    untilOver,
  );
  // An error is always followed by it.
  socket.addEventListener(
    'close',
    () => {
      over.abort();
      onClosed();
    },
    untilOver,
  );
}

/** Sends fresh frames as credit allows; those for which there is none are never taken, so nothing waits in a queue. */
class FrameStream {
  private pace = NO_CREDIT;
  private encoding = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly connection: LiveConnection,
  ) {}

  grant(credit: number): void {
    this.pace = withCredit(this.pace, credit);
  }

  run(signal: AbortSignal): void {
    eachFrame(this.connection.video, signal, (atMs) => {
      if (this.encoding || this.socket.bufferedAmount > 0 || !maySend(this.pace, atMs)) return;
      void this.send(atMs, signal);
    });
  }

  private async send(atMs: number, signal: AbortSignal): Promise<void> {
    this.encoding = true;
    try {
      const frame = await this.connection.frames.next();
      if (!frame || signal.aborted) return;
      this.socket.send(frame);
      this.pace = afterSending(this.pace, atMs);
    } catch {
      // The video had no picture just now: the next frame.
    } finally {
      this.encoding = false;
    }
  }
}
