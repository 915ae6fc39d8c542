import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { Cable } from './support/cable.js';
import { describeOnPostgres } from './support/databases.js';
import { findPostgres } from './support/postgres-binaries.js';
import { PostgresCluster } from './support/postgres-cluster.js';
import { redisCommand, TestRedis } from './support/redis.js';
import { startServer, type TestServer } from './support/server.js';

/** A person waits no longer for a refusal. */
const FAST_MS = 8000;

const logIn = (server: TestServer) =>
  server.client.post('/api/auth/login', { username: `anna-${randomUUID()}`, password: 'a quiet green bicycle' });
const ready = (server: TestServer) => server.client.get('/api/health/ready');

/** Both are refused, and soon. */
async function expectAway(server: TestServer): Promise<void> {
  const askedMs = performance.now();
  const answers = await Promise.all([logIn(server), ready(server), logIn(server)]);
  const tookMs = performance.now() - askedMs;
  for (const { status, body } of answers) expect([status, body.code]).toEqual([503, 'NOT_READY']);
  expect(tookMs).toBeLessThan(FAST_MS);
}

async function expectBack(server: TestServer): Promise<void> {
  await expect.poll(async () => (await ready(server)).status, { timeout: 15_000 }).toBe(200);
  expect([401, 429]).toContain((await logIn(server)).status);
}

describe.skipIf(redisCommand === undefined)('a server whose Redis', () => {
  let redis: TestRedis;
  let server: TestServer;
  beforeAll(async () => {
    redis = await TestRedis.start();
    server = await startServer({}, { REDIS_URL: redis.url });
  });
  afterAll(async () => {
    redis?.goOn();
    await server?.stop();
    await redis?.stop();
  });

  it('hangs says so within seconds, and works again once it goes on', async () => {
    await expectBack(server);
    redis.hang();
    await expectAway(server);
    // Now that there is no connection, at once.
    const askedMs = performance.now();
    expect((await logIn(server)).status).toBe(503);
    expect(performance.now() - askedMs).toBeLessThan(1000);
    redis.goOn();
    await expectBack(server);
  });

  it.each([
    ['only reads, after a failover', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['lets it read only', ['ACL', 'SETUSER', 'default', '-@write'], ['ACL', 'SETUSER', 'default', '+@all']],
    ['lets it run no script', ['ACL', 'SETUSER', 'default', '-eval'], ['ACL', 'SETUSER', 'default', '+@all']],
  ])('%s is not ready, as nobody can log in', async (_name, spoil, mend) => {
    await expectBack(server);
    // Whom a count refuses already needs nothing written.
    await redis.command('FLUSHALL');
    await redis.command(...spoil);
    try {
      await expectAway(server);
    } finally {
      await redis.command(...mend);
    }
    await expectBack(server);
    expect((await logIn(server)).body.code).not.toBe('NOT_READY');
  });
});

const binaries = findPostgres();

describe.skipIf(binaries === undefined)('a server whose PostgreSQL hangs', () => {
  let cluster: PostgresCluster;
  let server: TestServer;
  beforeAll(async () => {
    cluster = await PostgresCluster.start(binaries!);
    server = await startServer({ DATABASE_URL: cluster.url });
  });
  afterEach(() => cluster.goOn());
  afterAll(async () => {
    await server?.stop();
    await cluster?.stop();
  });

  it('says so within seconds, and works again once it goes on', async () => {
    await expectBack(server);
    cluster.hang();
    await expectAway(server);
    await expectAway(server);
    cluster.goOn();
    await expectBack(server);
    expect((await logIn(server)).body.code).not.toBe('NOT_READY');
  });

  it('in the middle of a statement says so within seconds', async () => {
    await expectBack(server);
    const asked = Promise.all(Array.from({ length: 12 }, () => logIn(server)));
    cluster.hang();
    const askedMs = performance.now();
    for (const { status } of await asked) expect([401, 429, 503]).toContain(status);
    expect(performance.now() - askedMs).toBeLessThan(2 * FAST_MS);
    cluster.goOn();
    await expectBack(server);
  });

  it('while it ends, ends', async () => {
    const other = await startServer({ DATABASE_URL: cluster.url }, { FACEGATE_DATA_DIR: server.dataDir });
    const asked = logIn(other).catch(() => undefined);
    cluster.hang();
    const endedMs = performance.now();
    await other.app.close();
    expect(performance.now() - endedMs).toBeLessThan(25_000);
    await asked;
  });
});

describeOnPostgres('a server whose connections to the database', (database) => {
  let server: TestServer;
  let administrator: Client;
  let cable: Cable;
  beforeAll(async () => {
    const settings = await database.create();
    administrator = new Client({ connectionString: settings['DATABASE_URL']! });
    await administrator.connect();
    const url = new URL(settings['DATABASE_URL']!);
    cable = new Cable({ host: url.hostname, port: Number(url.port || 5432) });
    url.port = String(await cable.lay());
    url.hostname = '127.0.0.1';
    server = await startServer({ DATABASE_URL: url.href });
  });
  afterAll(async () => {
    await administrator?.end();
    await server?.stop();
    await cable?.cut();
  });

  it('went silent while nothing was asked makes new ones', async () => {
    await Promise.all(Array.from({ length: 10 }, () => ready(server).then(() => logIn(server))));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    cable.silence();
    const askedMs = performance.now();
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => logIn(server)))).map(({ status }) => status);
    expect(performance.now() - askedMs).toBeLessThan(FAST_MS);
    // The server itself looks for mails each second: a connection that answered just now is trusted once more.
    expect(statuses.filter((status) => status === 503).length).toBeLessThanOrEqual(2);
    const later = await Promise.all(Array.from({ length: 10 }, () => logIn(server)));
    for (const { status } of later) expect([401, 429]).toContain(status);
  });

  it('wait for a lock gives it up, in the database too', async () => {
    await administrator.query('BEGIN');
    await administrator.query('LOCK TABLE attempt_counts');
    try {
      await expectAway(server);
      const waiting = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
      await expect.poll(async () => (await administrator.query(waiting)).rowCount, { timeout: FAST_MS }).toBe(0);
    } finally {
      await administrator.query('ROLLBACK');
    }
    await expectBack(server);
  });

  it('have a statement without end on them outside of a transaction end it, in the database too', async () => {
    const asked = server.sql('SELECT pg_sleep(60)').catch((error: unknown) => error);
    const sleeping = `SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'`;
    expect(await asked).toMatchObject({ driverError: { name: 'DatabaseSilent' } });
    await expect.poll(async () => (await administrator.query(sleeping)).rowCount, { timeout: FAST_MS }).toBe(0);
    await expectBack(server);
  });
});
