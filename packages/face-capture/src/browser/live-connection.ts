import { LIVE_PATH, type LiveMessage, type LiveStart, type WatchMessage } from '@facegate/contracts';
import { eachFrame } from './frame-loop.js';
import { FrameStream } from './frame-stream.js';
import type { LiveFrame, LiveFrames } from './live-frames.js';

export interface LiveConnection<Message> {
  frames: LiveFrames;
  start: LiveStart;
  /** Null for what the contract does not know. */
  parse: (text: string) => Message | null;
  onOpened: () => void;
  onMessage: (message: Message) => void;
  onSent?: (frame: LiveFrame, takenAtMs: number) => void;
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
 * frames for the credit that it gives.
 */
export function openLiveConnection<Message extends LiveMessage | WatchMessage>(
  connection: LiveConnection<Message>,
  signal: AbortSignal,
): void {
  const { frames, start, parse, onOpened, onMessage, onSent, onClosed } = connection;
  const socket = new WebSocket(liveUrl());
  const over = new AbortController();
  const untilOver = { signal: AbortSignal.any([signal, over.signal]) };
  const stream = new FrameStream({ socket, frames, onSent: onSent ?? (() => undefined) });

  signal.addEventListener('abort', () => socket.close());
  socket.addEventListener(
    'open',
    () => {
      socket.send(JSON.stringify(start));
      eachFrame(frames.video, untilOver.signal, (atMs) => void stream.offer(atMs, untilOver.signal));
      onOpened();
    },
    untilOver,
  );
  socket.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      const message = typeof data === 'string' ? parse(data) : null;
      if (!message) return;
      if (message.type === 'ack') stream.grant(message.credit);
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
