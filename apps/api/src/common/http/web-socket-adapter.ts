import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WsAdapter } from '@nestjs/platform-ws';
import type { WebSocket, WebSocketServer } from 'ws';
import { ProblemError } from '../problem-error.js';
import { refuseConnection } from './unparsed-request.js';

/** Nest's adapter for `ws`, made to stand clients that break the connection or the rules. */
export class WebSocketAdapter extends WsAdapter {
  constructor(app: NestExpressApplication) {
    super(app);
    const server: Server = app.getHttpServer();
    // Ahead of Nest's own listener, which comes with the first gateway.
    server.on('upgrade', takeUpgrade);
  }

  /** `ws` ends a connection with broken frames by itself; a stack in the log for each would be the client's to write. */
  override bindErrorHandler(server: WebSocketServer): WebSocketServer {
    server.on('connection', (socket: WebSocket) => socket.on('error', () => undefined));
    server.on('error', (error) => this.logger.error(error));
    return server.on('wsClientError', (_error, socket) =>
      refuseConnection(socket, new ProblemError('MALFORMED_REQUEST', 'This is no handshake of a WebSocket.')),
    );
  }
}

/**
 * From here on Node does not listen for errors of the connection any more: unheard, a client that resets it would end
 * the process. An address that cannot be read leads nowhere: Nest would answer it with half a line of HTTP.
 */
function takeUpgrade(request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  if (URL.canParse(request.url ?? '', `ws://${request.headers.host}/`)) return;
  request.url = '/';
  request.headers.host = 'localhost';
}
