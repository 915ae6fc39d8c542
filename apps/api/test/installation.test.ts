import { cp, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { StartUpError } from '../src/common/start-up-error.js';
import { describeOnPostgres, type DatabaseSettings } from './support/databases.js';
import { imagesOfA, PASSWORD, signUp } from './support/people.js';
import { makeDataDir, startServer, type TestServer } from './support/server.js';

const ready = async ({ client }: TestServer) => (await client.get('/api/health/ready')).status;

describeOnPostgres('a database with accounts', (database) => {
  let settings: DatabaseSettings;
  let server: TestServer;
  const others: TestServer[] = [];
  const folders: string[] = [];
  beforeEach(async () => {
    settings = await database.create();
    server = await startServer(settings);
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.stop();
    await server.stop();
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function newFolder(): Promise<string> {
    folders.push(await makeDataDir());
    return folders.at(-1)!;
  }

  /** But for the socket of a server that runs. */
  async function copyData(to: string): Promise<void> {
    await cp(server.dataDir, to, { recursive: true, filter: (path) => basename(path) !== 'operator' });
  }

  async function startOn(dataDir: string): Promise<TestServer> {
    const other = await startServer(settings, { FACEGATE_DATA_DIR: dataDir });
    others.push(other);
    return other;
  }

  async function refusalOf(dataDir: string): Promise<string> {
    const refusal = await startOn(dataDir).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartUpError);
    return (refusal as StartUpError).message;
  }

  async function sql(statement: string): Promise<void> {
    const client = new Client({ connectionString: settings['DATABASE_URL']! });
    await client.connect();
    await client.query(statement);
    await client.end();
  }

  it('is not for a server with another data folder, whether another one runs or not', async () => {
    const other = await newFolder();
    expect(await refusalOf(other)).toContain(`belongs to another data folder than ${other}`);
    expect(await ready(server)).toBe(200);
    await server.app.close();
    expect(await refusalOf(other)).toContain(`belongs to another data folder than ${other}`);
    await server.restart();
    expect(await ready(server)).toBe(200);
  });

  it('is for a copy of its folder, which finds all keys', async () => {
    const copy = await newFolder();
    await server.app.close();
    await copyData(copy);
    const moved = await startOn(copy);
    const { status } = await moved.client.post('/api/auth/login', { username: 'anna', password: PASSWORD });
    expect(status).toBe(200);
  });

  it('that a copy of its folder took over while the folder was in use leaves that server not ready', async () => {
    const copy = await newFolder();
    await copyData(copy);
    const taker = await startOn(copy);
    expect(await ready(taker)).toBe(200);
    expect(await ready(server)).toBe(503);
    await taker.app.close();
    await server.restart();
    expect(await ready(server)).toBe(200);
  });

  it('of an earlier version belongs to the folder with keys that comes first', async () => {
    await sql('DELETE FROM installation');
    await server.restart();
    expect(await ready(server)).toBe(200);
    expect(await refusalOf(await newFolder())).toContain('belongs to another data folder');
  });

  it('of an earlier version is not for a new folder, unless the operator says that the old one is lost', async () => {
    await server.app.close();
    await sql('DELETE FROM installation');
    const other = await newFolder();
    await refusalOf(other);
    const refusal = await refusalOf(other);
    expect(refusal).toContain('is a new one, without the keys and pictures');
    await sql(/INSERT INTO installation .*;/.exec(refusal)![0]);
    expect(await ready(await startOn(other))).toBe(200);
  });
});
