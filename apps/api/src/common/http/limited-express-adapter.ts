import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { SHUTDOWN } from '../shutdown.js';
import { ClosingConnections, type ClosingTimes } from './closing-connections.js';

/** What one client may take of the server before it has sent a whole request. Times in milliseconds, sizes in bytes. */
export interface ConnectionLimits {
  /** For the headers to arrive: who sends them drop by drop holds a socket for no longer. */
  headersTimeout: number;
  /** For the whole request to arrive: a large body keeps a place in memory. */
  requestTimeout: number;
  /** Between two requests. */
  keepAliveTimeout: number;
  /** How often the first two are looked at. */
  connectionsCheckingInterval: number;
  maxHeaderSize: number;
  /** Sockets that one address has open at a time. */
  connectionsOfAddress: number;
  /** Whose connections are of many people. */
  isProxy: (address: string) => boolean;
}

export const CONNECTION_LIMITS: Omit<ConnectionLimits, 'isProxy'> = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16 * 1024,
  connectionsOfAddress: 256,
};

/** Express on a server of Node's that does not wait for slow clients, neither while it runs nor when it ends. */
export class LimitedExpressAdapter extends ExpressAdapter {
  private connections: ClosingConnections | undefined;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly closing: ClosingTimes = SHUTDOWN,
  ) {
    super();
  }

  override initHttpServer(): void {
    const { connectionsOfAddress, isProxy, ...times } = this.limits;
    const server = createServer(times, this.getInstance());
    limitConnections(server, connectionsOfAddress, isProxy);
    this.connections = new ClosingConnections(server, this.closing);
    this.httpServer = server;
  }

  /** First of all: what ends after it gets no new request. Nest waits for it in `close`. */
  override beforeClose(): void {
    super.beforeClose();
    void this.connections?.close();
  }

  override close(): Promise<void> {
    return this.connections?.close() ?? Promise.resolve();
  }
}

/** What is too many is closed before a byte of it is read. */
function limitConnections(server: Server, max: number, isProxy: (address: string) => boolean): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address } = socket;
    if (address === undefined || isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > max) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
