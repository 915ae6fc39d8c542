import type { OnApplicationShutdown } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { StartUpError } from '../common/start-up-error.js';
import { AttemptStore, type Counts } from './attempt-store.js';
import type { Count } from './count.js';
import { RedisLink } from './redis-link.js';

/** The braces keep all keys on one node of a cluster, where one script can write them. */
const PREFIX = '{facegate:attempts}:';
const RETRY_AFTER_SECONDS = 5;

/** Others changed the keys in between: once in a while, and once for each caller at the same instant. */
const MAX_ROUNDS = 200;
const MAX_ROUNDS_MS = 5000;

/** KEYS; then as many values that they must have, as many to write (empty for none), and milliseconds to keep them (0 for ever). */
const SWAP = `
  for i, key in ipairs(KEYS) do
    if (redis.call('GET', key) or '') ~= ARGV[i] then return 0 end
  end
  for i, key in ipairs(KEYS) do
    local value, ttl = ARGV[#KEYS + i], tonumber(ARGV[2 * #KEYS + i])
    if value == '' then redis.call('DEL', key)
    elseif ttl == 0 then redis.call('SET', key, value)
    else redis.call('SET', key, value, 'PX', ttl) end
  end
  return 1`;

/** Counts in Redis 6.2 or later, or Valkey. */
export class RedisAttemptStore extends AttemptStore implements OnApplicationShutdown {
  private constructor(private readonly link: RedisLink) {
    super();
  }

  /** @throws StartUpError */
  static async connect(url: string): Promise<RedisAttemptStore> {
    try {
      return new RedisAttemptStore(await RedisLink.open(url));
    } catch (cause) {
      throw new StartUpError(`The Redis of REDIS_URL does not answer: ${messageOf(cause)}`, { cause });
    }
  }

  override async change(keys: readonly string[], change: (counts: Counts) => Counts): Promise<void> {
    const names = keys.map((key) => PREFIX + key);
    const untilMs = performance.now() + MAX_ROUNDS_MS;
    for (let round = 0; round < MAX_ROUNDS && performance.now() < untilMs; round += 1) {
      const before = await this.valuesOf(names);
      const counts = before.map(read);
      const after = change(counts);
      if (after === counts || (await this.swap(names, before, after))) return;
    }
    throw away();
  }

  onApplicationShutdown(): void {
    this.link.close();
  }

  /** Empty where there is none. */
  private async valuesOf(keys: string[]): Promise<string[]> {
    // Redis takes a question without a key for a mistake; nothing is counted where the windows are off.
    if (keys.length === 0) return [];
    const values = await this.link
      .ask((client) => client.mGet(keys))
      .catch((cause: unknown) => {
        throw away(cause);
      });
    return values.map((value) => value ?? '');
  }

  /** False when they are not any more what they were before. */
  private async swap(keys: string[], before: string[], after: Counts): Promise<boolean> {
    const values = after.map((count) => (count ? JSON.stringify(count) : ''));
    const lives = after.map((count) => String(lifeMs(count)));
    const swapped = await this.link
      .ask((client) => client.eval(SWAP, { keys, arguments: [...before, ...values, ...lives] }))
      .catch((cause: unknown) => {
        throw away(cause);
      });
    return swapped === 1;
  }
}

function read(text: string): Count | undefined {
  return text === '' ? undefined : (JSON.parse(text) as Count);
}

function lifeMs(count: Count | undefined): number {
  if (!count || count.forgetAt === null) return 0;
  return Math.max(1, Math.ceil(count.forgetAt - Date.now()));
}

function away(cause?: unknown): ProblemError {
  return new ProblemError('NOT_READY', 'The server cannot count attempts now. Please try again in a moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
