import { once } from 'node:events';
import {
  LIVE_PATH,
  type LiveFinish,
  type LiveMessage,
  type LiveRetake,
  type LiveStart,
  type WatchMessage,
} from '@facegate/contracts';
import type { Picture } from '@facegate/test-footage';
import sharp from 'sharp';
import { WebSocket } from 'ws';
import type { TestServer } from './server.js';

type Message = LiveMessage | WatchMessage;

/** A client of the socket that keeps what comes. */
export class Visitor {
  readonly messages: Message[] = [];
  private readonly socket: WebSocket;
  readonly closed: Promise<number>;

  constructor(server: Pick<TestServer, 'client'>, options: { origin?: string; headers?: Record<string, string> } = {}) {
    this.socket = new WebSocket(server.client.baseUrl.replace('http', 'ws') + LIVE_PATH, options);
    this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    this.socket.on('error', () => undefined);
    this.closed = once(this.socket, 'close').then(([code]) => code as number);
  }

  async open(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  send(message: LiveStart | LiveRetake | LiveFinish | Buffer | string): void {
    if (Buffer.isBuffer(message) || typeof message === 'string') this.socket.send(message);
    else this.socket.send(JSON.stringify(message));
  }

  /** The first half of a text message, the rest of which never comes. */
  sendHalf(text: string): void {
    this.socket.send(text, { fin: false, binary: false });
    this.socket.ping();
  }

  /** The next message of a type that has not been waited for. */
  async next<T extends Message['type']>(type: T): Promise<Extract<Message, { type: T }>> {
    for (;;) {
      const at = this.messages.findIndex((message) => message.type === type);
      if (at >= 0) return this.messages.splice(at, 1)[0] as Extract<Message, { type: T }>;
      await once(this.socket, 'message');
    }
  }

  /** Until another message has come, or so long. */
  async more(withinMs: number): Promise<void> {
    await once(this.socket, 'message', { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
  }

  leave(): void {
    this.socket.terminate();
  }
}

/** The picture as a camera of the live socket sends it. */
export const frame = async (picture: Picture): Promise<Buffer> =>
  sharp(await picture.jpeg())
    .resize({ width: 480 })
    .jpeg({ quality: 70 })
    .toBuffer();
