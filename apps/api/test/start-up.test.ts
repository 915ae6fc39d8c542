import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { personA } from '@facegate/test-footage';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { base64, image, signUp } from './support/people.js';
import { makeDataDir, startServer, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

const KEY = randomBytes(32).toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  FACEGATE_PUBLIC_URL: 'https://login.example.org',
  FACEGATE_LIVENESS: 'on',
};

describe('a server process', () => {
  let dataDir: string;
  const servers: ServerProcess[] = [];
  beforeEach(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.kill('SIGKILL')));
    await rm(dataDir, { recursive: true, force: true });
  });

  function spawn(settings: Settings): ServerProcess {
    const server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings });
    servers.push(server);
    return server;
  }

  async function refusalOf(settings: Settings): Promise<string> {
    const server = spawn(settings);
    expect(await server.exited).toEqual({ code: 1, signal: null });
    expect(server.output).not.toMatch(/^\s+at /m);
    return server.output;
  }

  it('makes a master key that only its own account can read', async () => {
    await spawn({}).ready();
    const folder = await stat(join(dataDir, 'keys'));
    const file = await stat(join(dataDir, 'keys', 'master.key'));
    expect((folder.mode & 0o777).toString(8)).toBe('700');
    expect((file.mode & 0o777).toString(8)).toBe('600');
    const key = await readFile(join(dataDir, 'keys', 'master.key'), 'utf8');
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
  });

  it('refuses a data folder that another process is using, and takes it once that one is killed', async () => {
    const first = spawn({});
    await first.ready();
    expect(await refusalOf({})).toContain(`Another Facegate process is using the data folder ${dataDir}`);
    await first.kill('SIGKILL');
    await spawn({}).ready();
  });

  it('refuses to run in production without a master key, and says why', async () => {
    const output = await refusalOf({ NODE_ENV: 'production' });
    expect(output).toContain('FACEGATE_MASTER_KEY must be set in production');
    expect(output).toContain('openssl rand -base64 32');
  });

  it('runs in production with one, which no file holds', async () => {
    await spawn({ ...PRODUCTION, FACEGATE_MASTER_KEY: KEY }).ready();
    await expect(stat(join(dataDir, 'keys', 'master.key'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(join(dataDir, 'keys', 'signing-key.sealed'))).resolves.toBeTruthy();
  });

  it('refuses all that is weak in production at once, and says loudly what it only dislikes', async () => {
    const weak = { NODE_ENV: 'production', FACEGATE_MASTER_KEY: '0'.repeat(64), FACEGATE_TARGET_FMR: '0.01' };
    const output = await refusalOf(weak);
    for (const name of ['MASTER_KEY', 'PUBLIC_URL', 'LIVENESS', 'TARGET_FMR'])
      expect(output).toContain(`- FACEGATE_${name} must`);
    const server = spawn({ ...PRODUCTION, FACEGATE_MASTER_KEY: KEY, FACEGATE_LOOK_ALIKES: 'allow' });
    await server.ready();
    expect(server.output).toContain('FACEGATE_LOOK_ALIKES=allow');
  });

  it('lists all wrong settings at once, and no secret', async () => {
    const output = await refusalOf({
      PORT: 'eighty',
      FACEGATE_ENGINE: 'magic',
      FACEGATE_KEEP_IMAGES: 'maybe',
      FACEGATE_MASTER_KEY: 'my-secret-key',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
    });
    for (const name of ['PORT', 'FACEGATE_ENGINE', 'FACEGATE_KEEP_IMAGES', 'FACEGATE_MASTER_KEY', 'DATABASE_URL'])
      expect(output).toContain(`- ${name} must`);
    expect(output).not.toMatch(/my-secret-key|hunter2/);
  });

  it('refuses a master key that does not fit the data', async () => {
    const first = spawn({ FACEGATE_MASTER_KEY: KEY });
    await first.ready();
    await first.kill('SIGTERM');
    const output = await refusalOf({ FACEGATE_MASTER_KEY: Buffer.alloc(32, 8).toString('hex') });
    expect(output).toContain('The master key does not fit the data');
    expect(await refusalOf({})).toContain('was sealed with a master key that is gone');
  });

  it('says that the database cannot be reached', async () => {
    const output = await refusalOf({ DATABASE_URL: 'postgresql://nobody:hunter2@127.0.0.1:1/none' });
    expect(output).toContain('The database cannot be reached');
    expect(output).not.toContain('hunter2');
  });
});

describeOnEachDatabase('the schema', (database) => {
  it('is what the entities say once all migrations have run', async () => {
    const server = await startServer(await database.create());
    try {
      const { upQueries } = await server.app.get(DataSource).driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
      expect(await server.app.get(DataSource).showMigrations()).toBe(false);
    } finally {
      await server.stop();
    }
  });
});

describeOnPostgres('two servers that start at once on one empty database', (database) => {
  const dataDirs: string[] = [];
  afterAll(() => Promise.all(dataDirs.map((path) => rm(path, { recursive: true, force: true }))));

  it('with a data folder each: one has the database, the other says why it cannot', async () => {
    const settings = await database.create();
    dataDirs.push(await makeDataDir(), await makeDataDir());
    const servers = dataDirs.map((path) => ServerProcess.spawn({ ...settings, FACEGATE_DATA_DIR: path }));
    try {
      const refused = await Promise.any(servers.map((server) => server.exited.then(() => server)));
      expect(refused.output).toContain('The database belongs to another data folder');
      expect(refused.output).not.toMatch(/^\s+at /m);
      const other = servers.find((server) => server !== refused)!;
      expect((await (await other.ready()).get('/api/health/ready')).status).toBe(200);
    } finally {
      await Promise.all(servers.map((server) => server.kill('SIGTERM')));
    }
  });

  it('on one data folder share it', async () => {
    const settings = { ...(await database.create()), FACEGATE_DATA_DIR: await makeDataDir() };
    dataDirs.push(settings.FACEGATE_DATA_DIR);
    const servers = [ServerProcess.spawn(settings), ServerProcess.spawn(settings)];
    try {
      const [one, other] = await Promise.all(servers.map((server) => server.ready()));
      const images = [await image(personA.front), await image(personA.left)];
      const { body } = await signUp(one!, images, { username: 'shared' });
      // The same keys and rows: what one signed the other takes.
      expect((await other!.get('/api/me', { token: body.accessToken })).status).toBe(200);
      const probe = { image: await base64(personA.otherFront), username: 'shared' };
      expect((await other!.post('/api/user/facial/recognize', probe)).status).toBe(200);
      // Without a name it takes the other one's index some seconds; the test's own time limit is the deadline.
      const search = () => other!.post('/api/user/facial/recognize', { image: probe.image });
      while ((await search()).status !== 200) await sleep(500);
      expect((await other!.get<Buffer>('/api/health/metrics')).body.toString()).toContain(
        'facegate_index_accounts 1\n',
      );
    } finally {
      await Promise.all(servers.map((server) => server.kill('SIGTERM')));
    }
  });
});
