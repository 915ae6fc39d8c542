import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** In milliseconds after the server began to close. */
export interface ClosingTimes {
  /** For a request that has not arrived as a whole. */
  halfSentMs: number;
  /** For the answer to one that has. */
  answerMs: number;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Ends a server without waiting for clients longer than they deserve: who asks nothing is let go at once, who has not sent
 * a whole request a little later, and who waits for an answer gets it first. Node's own `close` waits for a half-sent
 * request until its client is done, and lets who asks one thing after the other go on.
 */
export class ClosingConnections {
  /** What is under way on each open connection; nothing on one that was upgraded. */
  private readonly open = new Map<Socket, Set<Exchange>>();
  private ended: Promise<void> | undefined;

  constructor(
    private readonly server: Server,
    private readonly times: ClosingTimes,
  ) {
    server.on('connection', (socket: Socket) => this.opened(socket));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.asked({ request, response }));
  }

  /** Takes no connection from now on. @returns once the last one has ended */
  close(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }

  private opened(socket: Socket): void {
    this.open.set(socket, new Set());
    socket.once('close', () => this.open.delete(socket));
  }

  private asked(exchange: Exchange): void {
    const { response, request } = exchange;
    const exchanges = this.open.get(request.socket);
    if (!exchanges) return;
    exchanges.add(exchange);
    if (this.ended) letBeTheLast(response);
    response.once('close', () => {
      exchanges.delete(exchange);
      // The head of the answer had gone out before the server began to close.
      if (this.ended && exchanges.size === 0) request.socket.destroySoon();
    });
  }

  private async end(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const [socket, exchanges] of this.open) {
      if (socket.bytesRead === 0) socket.destroy();
      for (const { response } of exchanges) letBeTheLast(response);
    }
    const timers = [
      setTimeout(() => this.destroyHalfSent(), this.times.halfSentMs),
      setTimeout(() => this.destroyAll(), this.times.answerMs),
    ];
    await closed;
    for (const timer of timers) clearTimeout(timer);
  }

  /** What arrives in parts is cut off; an upgraded connection has a protocol of its own, and is ended by it. */
  private destroyHalfSent(): void {
    for (const [socket, exchanges] of this.open) {
      const arrived = exchanges.size > 0 && [...exchanges].every(({ request }) => request.complete);
      if (!arrived && !isUpgraded(socket)) socket.destroy();
    }
  }

  private destroyAll(): void {
    for (const socket of this.open.keys()) socket.destroy();
  }
}

function letBeTheLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/** Node takes its parser off a connection that it hands over. */
function isUpgraded(socket: Socket): boolean {
  return !Reflect.get(socket, 'parser');
}
