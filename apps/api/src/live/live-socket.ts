import type { WebSocket } from 'ws';
import type { ServerMessage } from './live-session.js';

/** RFC 6455 §7.4.1. */
const NORMAL_CLOSURE = 1000;
/** What may lie unsent: who reads slower than that reads nothing at all. */
const MAX_UNSENT_BYTES = 64 * 1024;
/** For the other side to answer the closing. */
const CLOSING_MS = 2000;

/** Sends messages, and never keeps more for the client than it takes. */
export class LiveSocket {
  constructor(private readonly socket: WebSocket) {}

  send(message: ServerMessage): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MAX_UNSENT_BYTES) this.socket.terminate();
    else this.socket.send(JSON.stringify(message));
  }

  close(): void {
    this.socket.close(NORMAL_CLOSURE);
    setTimeout(() => this.socket.terminate(), CLOSING_MS).unref();
  }
}
