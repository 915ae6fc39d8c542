import {
  LIVE_PATH,
  type LiveFinish,
  type LiveMessage,
  type LiveRetake,
  type LiveStart,
  type WatchMessage,
} from '@facegate/contracts';
import { eachFrame } from './frame-loop.js';
import { FrameStream } from './frame-stream.js';
import { LiveFrames, type LiveFrame } from './live-frames.js';

export interface LiveConnectionOptions<Message> {
  /** Width by height of the part of the camera's picture that is sent; null: all of it. */
  aspectRatio: number | null;
  /** The first message. Rejects when there is none, which closes the connection before it opens. */
  start: () => Promise<LiveStart>;
  /** Null for what the contract does not know. */
  parse: (text: string) => Message | null;
  onOpened: () => void;
  onMessage: (message: Message) => void;
  onSent: (frame: LiveFrame, takenAtMs: number) => void;
  /** It ended, or never opened. Not called after the signal. */
  onClosed: () => void;
}

/** The socket of the page's own origin; older browsers take no relative address. */
function liveUrl(): string {
  const url = new URL(LIVE_PATH, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** One session on the live socket, until it closes or the signal comes. */
export class LiveConnection<Message extends LiveMessage | WatchMessage> {
  private readonly over = new AbortController();
  private readonly untilOver: AbortSignal;
  private socket: WebSocket | null = null;
  private stream: FrameStream | null = null;
  private video: HTMLVideoElement | null = null;
  private filming = new AbortController();

  constructor(
    private readonly options: LiveConnectionOptions<Message>,
    private readonly signal: AbortSignal,
  ) {
    this.untilOver = AbortSignal.any([signal, this.over.signal]);
    void this.open();
  }

  /** What the camera shows is sent from now on, for the credit that the server gives; null: nothing is. */
  film(video: HTMLVideoElement | null): void {
    this.filming.abort();
    this.filming = new AbortController();
    this.video = video;
    const { stream } = this;
    if (!video || !stream) return;
    const signal = AbortSignal.any([this.filming.signal, this.untilOver]);
    eachFrame(video, signal, (atMs) => void stream.offer(atMs, signal));
  }

  /** Only once it is open. */
  say(message: LiveRetake | LiveFinish): void {
    if (!this.untilOver.aborted) this.socket?.send(JSON.stringify(message));
  }

  private async open(): Promise<void> {
    let start: LiveStart;
    try {
      start = await this.options.start();
    } catch {
      this.close();
      return;
    }
    if (!this.untilOver.aborted) this.connect(start);
  }

  private close(): void {
    if (this.untilOver.aborted) return;
    this.over.abort();
    this.options.onClosed();
  }

  private connect(start: LiveStart): void {
    const { aspectRatio, parse, onOpened, onMessage, onSent } = this.options;
    const socket = new WebSocket(liveUrl());
    const frames = new LiveFrames(aspectRatio);
    const next = (): Promise<LiveFrame | null> => (this.video ? frames.next(this.video) : Promise.resolve(null));
    const stream = new FrameStream({ socket, frames: { next }, onSent });
    const untilOver = { signal: this.untilOver };

    this.signal.addEventListener('abort', () => socket.close());
    socket.addEventListener(
      'open',
      () => {
        socket.send(JSON.stringify(start));
        this.socket = socket;
        this.stream = stream;
        this.film(this.video);
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
        if (message.type === 'result') this.over.abort();
        onMessage(message);
      },
      untilOver,
    );
    // An error is always followed by it.
    socket.addEventListener('close', () => this.close(), untilOver);
  }
}
