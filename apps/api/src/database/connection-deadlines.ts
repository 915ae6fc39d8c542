import { connect } from 'node:net';
import type { Client } from 'pg';
import { currentPatience } from './patience.js';

/** Between the deadline that the server keeps itself and ours, for its answer to arrive. */
const GRACE_MS = 1500;
/** For the server to close a connection that we ended. */
const CLOSE_MS = 2000;
/** For a request to cancel to be handed over. */
const CANCEL_MS = 2000;
/** A transaction whose client says nothing for that long is taken back, with all locks that it holds. */
const IDLE_IN_TRANSACTION_MS = 60_000;

const CANCEL_REQUEST = { bytes: 16, code: 80_877_102 };

/** A statement was given up: there was no answer from the database in time. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';
}

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/**
 * A connection to a PostgreSQL server on which nothing waits for ever. A statement without an answer ends the connection,
 * because nothing that is asked behind it would be answered either. Inside a transaction the server has the same deadlines.
 * They are set for that transaction only, in the same round trip that begins it: a pooler such as PgBouncer gives the
 * session to somebody else afterwards, and refuses settings of the session when a client connects.
 */
export class ConnectionDeadlines {
  /** When it answered last, on the clock of `performance.now()`. */
  answeredAtMs = performance.now();

  constructor(private readonly client: Client) {
    const query = client.query.bind(client) as Query;
    const ask: Query = (text, values) =>
      this.answerOf(query(text === 'START TRANSACTION' ? limitedTransaction() : text, values));
    const end = client.end.bind(client);
    Object.assign(client, {
      query: ask,
      end: (...callback: Parameters<typeof end>) => {
        this.closeSoon();
        return end(...callback);
      },
    });
    // A database that shuts down can say so right behind its welcome, when the pool does not listen to the connection any
    // more and TypeORM does not yet: an error event without a listener ends the process. The next statement fails by itself.
    client.on('error', () => undefined);
  }

  /** Whether it answers within `ms`. It is of no more use when it does not. */
  async answers(ms: number): Promise<boolean> {
    try {
      await this.answerOf(this.client.query('SELECT 1'), ms);
      return true;
    } catch {
      return false;
    }
  }

  /** Nobody says goodbye over a connection that is dead, nor waits for the answer. */
  drop(): void {
    this.client.connection.stream.destroy();
  }

  private async answerOf<T>(asked: Promise<T>, ms = currentPatience().statementMs + GRACE_MS): Promise<T> {
    let done = false;
    const timer = setTimeout(() => {
      // A process that was busy for long has the answer, but did not get to read it yet.
      setImmediate(() => done || this.giveUp(ms));
    }, ms);
    try {
      return await asked;
    } finally {
      done = true;
      clearTimeout(timer);
      this.answeredAtMs = performance.now();
    }
  }

  private giveUp(ms: number): void {
    cancel(this.client);
    this.client.connection.stream.destroy(new DatabaseSilent(`the database did not answer within ${ms} ms`));
  }

  private closeSoon(): void {
    const timer = setTimeout(() => this.drop(), CLOSE_MS);
    timer.unref();
    this.client.once('end', () => clearTimeout(timer));
  }
}

function limitedTransaction(): string {
  const { statementMs, lockMs } = currentPatience();
  return `START TRANSACTION; SET LOCAL statement_timeout = ${statementMs}; SET LOCAL lock_timeout = ${lockMs};
    SET LOCAL idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`;
}

/**
 * Asks the server to end the statement of a connection that is given up: it would go on to wait for a lock, and hold its
 * own. The request goes over a connection of its own, without TLS, as every client of PostgreSQL sends it.
 */
function cancel(client: Client): void {
  const [processId, secretKey]: unknown[] = [Reflect.get(client, 'processID'), Reflect.get(client, 'secretKey')];
  if (typeof processId !== 'number' || typeof secretKey !== 'number') return;
  const { host, port } = client;
  const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  socket.setTimeout(CANCEL_MS, () => socket.destroy());
  socket.on('error', () => undefined);
  const request = Buffer.alloc(CANCEL_REQUEST.bytes);
  request.writeInt32BE(CANCEL_REQUEST.bytes, 0);
  request.writeInt32BE(CANCEL_REQUEST.code, 4);
  request.writeInt32BE(processId, 8);
  request.writeInt32BE(secretKey, 12);
  socket.end(request);
}
