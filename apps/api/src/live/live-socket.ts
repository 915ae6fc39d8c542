import type { WebSocket } from 'ws';
import type { ServerMessage } from './live-session.js';

/** RFC 6455 §7.4.1. */
const NORMAL_CLOSURE = 1000;
/** What may lie unsent: who reads slower than that reads nothing at all. */
const MAX_UNSENT_BYTES = 64 * 1024;
/** For the other side to answer the closing. */
const CLOSING_MS = 2000;
/** While a person looks at what was captured nothing else is sent, and proxies give up a silent line after half a minute or more. */
const PING_EVERY_MS = 15_000;

/** Sends messages, and never keeps more for the client than it takes. */
export class LiveSocket {
  private answered = true;

  constructor(private readonly socket: WebSocket) {
    const pings = setInterval(() => this.ping(), PING_EVERY_MS);
    socket.on('pong', () => (this.answered = true));
    socket.once('close', () => clearInterval(pings));
  }

  send(message: ServerMessage): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) this.socket.terminate();
    else this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.socket.close(NORMAL_CLOSURE);
    setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
  }

  /** Who did not answer the last one is gone. */
  private ping(): void {
    if (!this.answered) return this.socket.terminate();
    this.answered = false;
    this.socket.ping();
  }
}
