import type { IncomingMessage } from 'node:http';
import { LIVE_FRAME_MAX_BYTES, LIVE_MESSAGE_MAX_BYTES, LIVE_PATH } from '@facegate/contracts';
import { type BeforeApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, WebSocketGateway } from '@nestjs/websockets';
import type { RawData, WebSocket } from 'ws';
import { Callers } from '../attempts/caller.js';
import { OwnHost } from '../common/http/own-host.js';
import { OwnOrigin } from '../common/http/request-origin.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { LiveConnection } from './live-connection.js';
import { LivePlaces, type LiveVisit } from './live-places.js';
import { LiveSessions } from './live-sessions.js';
import { LiveSocket } from './live-socket.js';

/** RFC 6455 §7.4.1: a policy forbids it. */
const POLICY_VIOLATION = 1008;

/** `WS /api/live`. What is over twice a frame's size ends the connection before it is read (1009). */
@WebSocketGateway({ path: LIVE_PATH, maxPayload: 2 * LIVE_FRAME_MAX_BYTES })
export class LiveGateway implements OnGatewayConnection<WebSocket>, BeforeApplicationShutdown {
  private readonly connections = new Set<LiveConnection>();
  private readonly origins: OwnOrigin;
  private readonly hosts: OwnHost;

  constructor(
    config: AppConfig,
    private readonly callers: Callers,
    private readonly places: LivePlaces,
    private readonly sessions: LiveSessions,
  ) {
    this.origins = new OwnOrigin(config);
    this.hosts = new OwnHost(config);
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    if (!this.hosts.accepts(request)) return socket.close(POLICY_VIOLATION, 'HOST_UNKNOWN');
    if (!this.origins.accepts(request.headers)) return socket.close(POLICY_VIOLATION, 'ORIGIN_FORBIDDEN');
    const place = this.callers.place(request);
    let visit: LiveVisit;
    const connection = new LiveConnection(new LiveSocket(socket), async (start, line) => {
      await this.places.countStart(place, start);
      visit.begin(start.purpose);
      return this.sessions.begin(start, line);
    });
    try {
      visit = this.places.connect(place);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return connection.end('BUSY', 'no place', error.retryAfterSeconds);
    }
    socket.once('close', () => visit.leave());
    this.attend(socket, connection);
  }

  private attend(socket: WebSocket, connection: LiveConnection): void {
    this.connections.add(connection);
    socket.once('close', () => {
      this.connections.delete(connection);
      connection.closed();
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      const bytes = asBuffer(data);
      if (!isBinary && bytes.length > LIVE_MESSAGE_MAX_BYTES) connection.end('MALFORMED_MESSAGE', 'a long message');
      else connection.receive(bytes, isBinary);
    });
  }

  beforeApplicationShutdown(): void {
    for (const connection of this.connections) connection.end('NOT_READY', 'the server stops');
  }
}

/** With `ws`'s default binary type a message is one Buffer. */
function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
