import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttemptStore } from '../src/attempts/attempt-store.js';
import type { Count } from '../src/attempts/count.js';
import { RedisAttemptStore } from '../src/attempts/redis-attempt-store.js';
import { StartUpError } from '../src/common/start-up-error.js';
import { readConfig } from '../src/config/app-config.js';
import { describeOnEachDatabase } from './support/databases.js';
import { redisCommand, TestRedis } from './support/redis.js';
import { startServer, type TestServer } from './support/server.js';

const HOUR = 3_600_000;
const count = (attempts: number): Count => ({ attempts, openAt: Date.now(), forgetAt: Date.now() + HOUR });
const oneMore = (one: Count | undefined): Count => count((one?.attempts ?? 0) + 1);
const MASTER_KEY = Buffer.alloc(32, 3).toString('base64');

async function counts(store: AttemptStore, ...keys: string[]): Promise<(Count | undefined)[]> {
  let found: (Count | undefined)[] = [];
  await store.change(keys, (now) => {
    found = [...now];
    return now;
  });
  return found;
}

/** What every store does. */
function keepsCounts(store: () => AttemptStore): void {
  it('keeps what it is given, for a time or for ever, and forgets what is taken away', async () => {
    const [some, off] = [count(3), { ...count(50), forgetAt: null }];
    await store().change(['a', 'b', 'c'], () => [some, undefined, off]);
    expect(await counts(store(), 'c', 'b', 'a')).toEqual([off, undefined, some]);
    await store().change(['a', 'c'], () => [undefined, undefined]);
    expect(await counts(store(), 'a', 'c')).toEqual([undefined, undefined]);
  });

  it('minds no change of nothing', async () => {
    await store().change([], () => []);
    expect(await counts(store())).toEqual([]);
  });

  it('loses nothing when many change the same at once, in any order of keys', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        store().change(at % 2 === 0 ? ['x', 'y'] : ['y', 'x'], (now) => now.map((one) => oneMore(one))),
      ),
    );
    expect((await counts(store(), 'x', 'y')).map((one) => one?.attempts)).toEqual([40, 40]);
  });

  it('writes nothing when the change fails', async () => {
    const failing = store().change(['f'], () => {
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await counts(store(), 'f')).toEqual([undefined]);
  });
}

describeOnEachDatabase('the store of attempts', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());
  const store = () => server.app.get(AttemptStore, { strict: false });

  keepsCounts(store);

  it('sweeps what is forgotten, a minute after the last time', async () => {
    await server.restart();
    await store().change(['old', 'off'], () => [
      { ...count(1), forgetAt: Date.now() - 1 },
      { ...count(50), forgetAt: null },
    ]);
    expect(await server.sql(`SELECT key FROM attempt_counts WHERE key IN ('old', 'off')`)).toEqual([{ key: 'off' }]);
  });
});

describe.skipIf(redisCommand === undefined)('the store of attempts, in Redis', () => {
  let redis: TestRedis;
  let store: RedisAttemptStore;
  beforeAll(async () => {
    redis = await TestRedis.start();
    store = await RedisAttemptStore.connect(redis.url);
  });
  afterAll(async () => {
    store?.onApplicationShutdown();
    await redis?.stop();
  });

  keepsCounts(() => store);

  it('gives what is forgotten back to Redis', async () => {
    await store.change(['brief'], () => [{ ...count(1), forgetAt: Date.now() + 20 }]);
    await expect.poll(() => counts(store, 'brief')).toEqual([undefined]);
  });

  describe('of two servers', () => {
    let servers: TestServer[];
    beforeAll(async () => {
      const settings = { REDIS_URL: redis.url, FACEGATE_MASTER_KEY: MASTER_KEY };
      servers = [await startServer({}, settings), await startServer({}, settings)];
    });
    afterAll(async () => {
      for (const server of servers) await server.stop();
    });
    const logIn = (at: number) =>
      servers[at % 2]!.client.post('/api/auth/login', { username: 'nobody', password: 'a wrong one' });

    it('counts for both together, and writes nothing into the database', async () => {
      for (let at = 0; at < 5; at += 1) expect((await logIn(at)).status).toBe(401);
      for (let at = 0; at < 2; at += 1) expect((await logIn(at)).status).toBe(429);
      expect(await servers[0]!.sql('SELECT * FROM attempt_counts')).toEqual([]);
    });

    const ready = () => servers[0]!.client.get('/api/health/ready');

    it('lets nobody try while it is away, and has forgotten nothing when it is back', async () => {
      await redis.off();
      const refused = await logIn(0);
      expect(refused).toMatchObject({ status: 503, body: { code: 'NOT_READY' } });
      expect(refused.headers.get('retry-after')).toBe('5');
      expect((await ready()).status).toBe(503);
      await redis.on();
      await expect.poll(async () => (await ready()).status, { timeout: 10_000 }).toBe(200);
      expect((await logIn(0)).status).toBe(429);
    });
  });
});

it('a server whose Redis does not answer does not start', async () => {
  const starting = RedisAttemptStore.connect('redis://127.0.0.1:1');
  await expect(starting).rejects.toThrow(StartUpError);
  await expect(starting).rejects.toThrow('REDIS_URL');
});

it.each(['http://127.0.0.1:6379', 'nonsense'])('REDIS_URL is not %s', (url) => {
  expect(() => readConfig({ REDIS_URL: url })).toThrow('REDIS_URL must look like redis://');
});
