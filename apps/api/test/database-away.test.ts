import { setTimeout as sleep } from 'node:timers/promises';
import { CONSENT_VERSION, type StoredFacial } from '@facegate/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isConnectionFault } from '../src/database/connection-fault.js';
import { Cable } from './support/cable.js';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnPostgres('while the database is away', (database) => {
  let server: TestServer;
  let cable: Cable;
  let port: number;
  beforeAll(async () => {
    const url = new URL((await database.create())['DATABASE_URL']!);
    cable = new Cable({ host: url.hostname, port: Number(url.port || 5432) });
    port = await cable.lay();
    url.hostname = '127.0.0.1';
    url.port = String(port);
    server = await startServer({ DATABASE_URL: url.href });
  });
  afterAll(async () => {
    await server?.stop();
    await cable.cut();
  });

  const logIn = () => server.client.post('/api/auth/login', { username: 'anna', password: 'a quiet green bicycle' });

  it('says so with Retry-After, and works again once it is back', async () => {
    expect((await logIn()).body.code).toBe('CREDENTIALS_INVALID');
    await cable.cut();
    for (let call = 0; call < 3; call += 1) {
      const { status, body, headers } = await logIn();
      expect([status, body.code]).toEqual([503, 'NOT_READY']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await server.client.get('/api/health/ready')).status).toBe(503);
    await cable.lay(port);
    expect((await logIn()).body.code).toBe('CREDENTIALS_INVALID');
  });
});

describeOnPostgres('when the database ends its connections', (database) => {
  let server: TestServer;
  let administrator: Client;
  let anna: StoredFacial;
  beforeAll(async () => {
    const settings = await database.create();
    server = await startServer(settings);
    administrator = new Client({ connectionString: settings['DATABASE_URL']! });
    await administrator.connect();
    ({ body: anna } = await signUp(server.client, await imagesOfA()));
  });
  afterAll(async () => {
    await administrator?.end();
    await server?.stop();
  });

  /** @returns of how many */
  async function endConnections(): Promise<number> {
    const { rowCount } = await administrator.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return rowCount ?? 0;
  }

  it('at any moment, answers or says so, and lives on', async () => {
    const token = anna.accessToken;
    const calls = [
      () => server.client.get('/api/me', { token }),
      () => server.client.post('/api/me/consent', { version: CONSENT_VERSION }, { token }),
    ];
    const statuses = new Set<number>();
    const over = new AbortController();
    const askOn = async (call: (typeof calls)[number]): Promise<void> => {
      while (!over.signal.aborted) statuses.add((await call()).status);
    };
    const asking = [...calls, ...calls, ...calls].map(askOn);
    let ended = 0;
    try {
      // Some come between two statements, some right behind the welcome.
      for (const untilMs = Date.now() + 8000; Date.now() < untilMs || ended < 100; ended += await endConnections())
        await sleep(Math.random() * 50);
    } finally {
      over.abort();
      await Promise.all(asking);
    }
    expect(statuses).toEqual(new Set([200, 503]));
    expect((await server.client.get('/api/me', { token })).status).toBe(200);
  });
});

describeOnEachDatabase('a statement that the database refuses', (database) => {
  it('does not mean that it is away', async () => {
    const server = await startServer(await database.create());
    try {
      const refusal = await server.sql('SELECT nothing_of_this_name').catch((error: unknown) => error);
      expect(refusal).toMatchObject({ driverError: { code: '42703' } });
      expect(isConnectionFault(refusal)).toBe(false);
    } finally {
      await server.stop();
    }
  });
});
