import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { createClient, ErrorReply } from '@redis/client';
import { within } from '../common/deadline.js';

const CONNECT_MS = 3000;
const COMMAND_MS = 2000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2000;
/** What a Redis answers that is not the one that takes writes: after a failover the same name leads to another. */
const WRONG_SERVER = /\b(READONLY|MASTERDOWN|LOADING)\b/;

export type RedisClient = ReturnType<typeof makeClient>;

/** There is no connection now. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}

/**
 * A connection to Redis that is made anew whenever it breaks. Its client's own deadlines end once a command is sent, and a
 * Redis that hangs never answers: here every command has its deadline, and one that is not answered ends the connection.
 */
export class RedisLink {
  private readonly logger = new Logger('Redis');
  private readonly stopped = new AbortController();
  private client: RedisClient | undefined;

  private constructor(private readonly url: string) {}

  /** @throws Error when there is none to be had now */
  static async open(url: string): Promise<RedisLink> {
    const link = new RedisLink(url);
    await link.connect();
    return link;
  }

  /** @throws RedisAway, DeadlinePassed, or what Redis answers */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client) throw new RedisAway('there is no connection to Redis');
    try {
      return await within(COMMAND_MS, 'a command to Redis', command(client));
    } catch (error) {
      // Redis said no: nothing is wrong with the connection.
      if (!(error instanceof ErrorReply) || WRONG_SERVER.test(error.message)) this.lose(client, error);
      throw error;
    }
  }

  close(): void {
    this.stopped.abort();
    this.client?.destroy();
    this.client = undefined;
  }

  private async connect(): Promise<void> {
    const client = makeClient(this.url);
    // The first is what `connect` throws.
    client.on('error', (error: unknown) => this.lose(client, error));
    try {
      await within(CONNECT_MS, 'connecting to Redis', client.connect());
    } catch (error) {
      end(client);
      throw error;
    }
    if (this.stopped.signal.aborted) end(client);
    else this.client = client;
  }

  /** Once for each connection. */
  private lose(client: RedisClient, cause: unknown): void {
    if (client !== this.client) return;
    this.client = undefined;
    this.logger.warn(`The connection is lost: ${cause instanceof Error ? cause.message : 'unknown'}`);
    end(client);
    void this.reconnect();
  }

  private async reconnect(): Promise<void> {
    const { signal } = this.stopped;
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs)) {
      try {
        await sleep(waitMs, undefined, { signal });
        await this.connect();
        this.logger.log('Connected again');
        return;
      } catch (error) {
        if (!signal.aborted) this.logger.debug(`No connection: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    }
  }
}

function end(client: RedisClient): void {
  if (client.isOpen) client.destroy();
}

function makeClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
  });
}
