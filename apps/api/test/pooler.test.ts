import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOnPostgres } from './support/databases.js';
import { account, imagesOfA, PASSWORD } from './support/people.js';
import { Pooler, poolerCommand } from './support/pooler.js';
import { makeDataDir, startServer, type TestServer } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

/** `MIGRATION_LOCK` of start-data-source.ts, which earlier versions held for the session. */
const MIGRATION_LOCK = 0x0fac_e6a7;

describe.skipIf(poolerCommand === undefined)('behind PgBouncer, which gives each transaction another session', () => {
  describeOnPostgres('a server', (database) => {
    let direct: string;
    let pooler: Pooler;
    let server: TestServer;
    beforeAll(async () => {
      direct = (await database.create())['DATABASE_URL']!;
      pooler = await Pooler.start(direct, 2);
      server = await startServer({ DATABASE_URL: pooler.url });
    });
    afterAll(async () => {
      await server?.stop();
      await pooler?.stop();
    });

    it('starts again and again', async () => {
      for (let at = 0; at < 5; at += 1) await server.restart();
      expect((await server.client.get('/api/health/ready')).status).toBe(200);
    });

    it('does all that is asked of it at once, and leaves no setting behind in a session', async () => {
      const images = await imagesOfA();
      const names = Array.from({ length: 6 }, (_, at) => `pooled.${at}`);
      for (const username of names)
        expect((await server.client.post('/api/user/facial/store', account(images, { username }))).status).toBe(201);
      const logIns = await Promise.all(
        names.map((username) => server.client.post('/api/auth/login', { username, password: PASSWORD })),
      );
      expect(logIns.map(({ status }) => status)).toEqual(names.map(() => 200));
      const settings = await Promise.all(
        names.map(() =>
          server.sql<Record<string, string>>(
            `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock`,
          ),
        ),
      );
      expect(settings.flat()).toEqual(names.map(() => ({ statement: '0', lock: '0' })));
      const [locks] = await server.sql<{ count: string }>(
        `SELECT count(*) AS count FROM pg_locks WHERE locktype = 'advisory'`,
      );
      expect(locks?.count).toBe('0');
    });
  });
});

describeOnPostgres('a server that finds the database locked for its start', (database) => {
  let holder: Client;
  let dataDir: string;
  let server: ServerProcess;
  beforeAll(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    await holder.end();
    await server.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  it('says that it waits, and after a minute what to do', async () => {
    const settings = await database.create();
    holder = new Client({ connectionString: settings['DATABASE_URL']! });
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    server = ServerProcess.spawn({ ...settings, FACEGATE_DATA_DIR: dataDir });
    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(server.output).toContain('Waiting for another process that brings the database up to date');
    expect(server.output).toContain('another process holds a lock in it');
    expect(server.output).not.toMatch(/^\s+at /m);
  }, 120_000);
});
