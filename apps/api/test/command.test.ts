import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { personA } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorAddress } from '../src/operations/operator-socket.js';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { ask, facegate } from './support/operator.js';
import { base64, imagesOfA, signUp } from './support/people.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

describe('the command facegate', () => {
  let dataDir: string;
  const servers: ServerProcess[] = [];
  beforeEach(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.kill('SIGKILL')));
    await rm(dataDir, { recursive: true, force: true });
  });

  async function serve(settings: Settings = {}): Promise<ServerProcess> {
    const server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings });
    servers.push(server);
    await server.ready();
    return server;
  }

  it('tells how it is used', async () => {
    expect(await facegate({}, 'keys')).toEqual({ code: 2, output: expect.stringContaining('keys rotate') });
  });

  it('makes no data folder where there is none', async () => {
    const path = join(dataDir, 'elsewhere');
    const { code, output } = await facegate({ FACEGATE_DATA_DIR: path }, 'keys', 'rotate');
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`There is no data in ${path}`) });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends with the reason when it cannot open the data itself', async () => {
    const server = await serve();
    await server.kill('SIGTERM');
    const wrong = { FACEGATE_DATA_DIR: dataDir, FACEGATE_MASTER_KEY: randomBytes(32).toString('base64') };
    expect(await facegate(wrong, 'keys', 'rotate')).toEqual({
      code: 1,
      output: expect.stringContaining('The master key does not fit the data'),
    });
  });

  it('asks the server that runs, which nobody else on the machine can', async () => {
    const server = await serve();
    const { mode } = await stat(operatorAddress(dataDir));
    expect(mode & 0o077).toBe(0);
    expect((await stat(join(dataDir, 'operator'))).mode & 0o077).toBe(0);
    const { code, output } = await facegate({ FACEGATE_DATA_DIR: dataDir }, 'keys', 'rotate');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('The old key is gone') });
    expect(server.output).toContain('Command rotate-keys');
  });

  it('finds it in a folder whose path is too long for a socket, and after one that was killed', async () => {
    const settings = { FACEGATE_DATA_DIR: join(dataDir, 'x'.repeat(120)) };
    const address = operatorAddress(settings.FACEGATE_DATA_DIR);
    expect(address).not.toContain('xxx');
    const server = await serve(settings);
    await server.kill('SIGKILL');
    await serve(settings);
    expect((await ask(settings.FACEGATE_DATA_DIR, 'keys', 'rotate')).code).toBe(0);
    await rm(dirname(address), { recursive: true });
  });

  it('ends with the server, and does not keep it from ending', async () => {
    const server = await serve();
    const silent = connect(operatorAddress(dataDir));
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    expect(await server.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    await closed;
    expect((await ask(dataDir, 'keys', 'rotate')).code).toBeUndefined();
  });
});

describeOnEachDatabase('the command facegate without a server', (database) => {
  let settings: Settings;
  beforeAll(async () => {
    settings = { FACEGATE_DATA_DIR: await makeDataDir(), ...(await database.create()) };
    const server = ServerProcess.spawn(settings);
    await signUp(await server.ready(), await imagesOfA(), { username: 'anna' });
    await server.kill('SIGKILL');
  });
  afterAll(() => rm(settings['FACEGATE_DATA_DIR']!, { recursive: true }));

  it.each([
    ['keys rotate', 'sface', 'Wrapped 1 data keys anew.'],
    ['reindex', 'face-api', 'Reindexed 1 accounts'],
  ])('does %s itself', async (line, engine, result) => {
    const { code, output } = await facegate({ ...settings, FACEGATE_ENGINE: engine }, ...line.split(' '));
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(result) });
  });
});

describeOnPostgres('two servers on one data folder', (database) => {
  it('both open what a key rotation of one has wrapped, and wrap by the new key', async () => {
    const dataDir = await makeDataDir();
    const settings = { FACEGATE_DATA_DIR: dataDir, FACEGATE_LOOK_ALIKES: 'allow', ...(await database.create()) };
    const servers = [ServerProcess.spawn(settings), ServerProcess.spawn(settings)];
    try {
      const [one, other] = await Promise.all(servers.map((server) => server.ready()));
      await signUp(one!, await imagesOfA(), { username: 'anna' });
      expect((await ask(dataDir, 'keys', 'rotate')).code).toBe(0);
      await signUp(one!, await imagesOfA(), { username: 'after1' });
      await signUp(other!, await imagesOfA(), { username: 'after2' });
      expect(await ask(dataDir, 'keys', 'rotate')).toEqual({
        code: 0,
        output: expect.stringContaining('Wrapped 3 data keys anew.'),
      });
      const probe = await base64(personA.otherFront);
      for (const client of [one!, other!])
        for (const username of ['anna', 'after1', 'after2'])
          expect((await client.post('/api/user/facial/recognize', { image: probe, username })).status).toBe(200);
    } finally {
      await Promise.all(servers.map((server) => server.kill('SIGTERM')));
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
