import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonWebKeySet, SignedIn, StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

describeOnEachDatabase('a server killed in the middle of', (database) => {
  let dataDir: string;
  let settings: Settings;
  let server: ServerProcess | undefined;
  let client: Client;
  let anna: StoredFacial;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    settings = { FACEGATE_DATA_DIR: dataDir, FACEGATE_LOOK_ALIKES: 'allow', ...(await database.create()) };
    await start();
    ({ body: anna } = await signUp(client, await imagesOfA(), { username: 'anna' }));
    await signUp(client, await imagesOfB(), { username: 'ben' });
  });
  afterAll(async () => {
    await server?.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(extra: Settings = {}): Promise<void> {
    await server?.kill('SIGKILL');
    server = ServerProcess.spawn({ ...settings, ...extra });
    client = await server.ready();
  }

  async function die(...words: string[]): Promise<void> {
    await expect(ask(dataDir, ...words)).rejects.toThrow('The server ended before the command did');
    expect(await server?.exited).toMatchObject({ signal: 'SIGKILL' });
  }

  const masterKeys = async () => (await readFile(join(dataDir, 'keys', 'master.key'), 'utf8')).trim().split('\n');
  const recognize = async (person: typeof personA | typeof personB, username: string) =>
    (await client.post('/api/user/facial/recognize', { image: await base64(person.otherFront), username })).status;

  describe('keys rotate', () => {
    const POINTS = [
      ['master-key-added', 2],
      ['before-rewrap', 2],
      ['after-rewrap', 2],
      ['signing-key-wrapped', 2],
      ['master-key-retired', 1],
    ] as const;

    it.each(POINTS)('at %s has lost nothing', async (point, keys) => {
      if (point === POINTS[0][0]) await start({ KILL_AT: point });
      await die('keys', 'rotate');
      expect(await masterKeys()).toHaveLength(keys);
      // The process that finds what this one left is the next one to be killed.
      const next = POINTS[POINTS.findIndex(([name]) => name === point) + 1];
      await start(next && { KILL_AT: next[0] });
      expect([await recognize(personA, 'anna'), await recognize(personB, 'ben')]).toEqual([200, 200]);
      const picture = `/api/me/faces/${anna.faces[0]!.id}/image?size=original`;
      expect((await client.get(picture, { token: anna.accessToken })).status).toBe(200);
    });

    it('ends when it is run again', async () => {
      expect((await ask(dataDir, 'keys', 'rotate')).code).toBe(0);
      expect(await ask(dataDir, 'audit', 'verify')).toMatchObject({ code: 0 });
      expect(await masterKeys()).toHaveLength(1);
      await start();
      expect([await recognize(personA, 'anna'), await recognize(personB, 'ben')]).toEqual([200, 200]);
    });
  });

  describe('keys rotate-signing', () => {
    it('has the new key or the old one, and what was signed before is good', async () => {
      await start({ KILL_AT: 'signing-key-wrapped' });
      const { body } = await client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
      await die('keys', 'rotate-signing');
      await start();
      expect((await client.get('/api/me', { token: body.accessToken })).status).toBe(200);
      expect((await client.get<JsonWebKeySet>('/api/.well-known/jwks.json')).body.keys).toHaveLength(2);
    });
  });

  describe('reindex', () => {
    it.each(['before-commit', 'after-commit'])('at %s of an account goes on when it is run again', async (point) => {
      const engine = point === 'before-commit' ? 'face-api' : 'sface';
      await start({ FACEGATE_ENGINE: engine, KILL_AT: point });
      expect([await recognize(personA, 'anna'), await recognize(personB, 'ben')]).toEqual([401, 401]);
      await die('reindex');
      await start({ FACEGATE_ENGINE: engine });
      const left = point === 'before-commit' ? 2 : 1;
      const statuses = [await recognize(personA, 'anna'), await recognize(personB, 'ben')];
      expect(statuses.filter((status) => status === 401)).toHaveLength(left);
      expect(await ask(dataDir, 'reindex')).toEqual({
        code: 0,
        output: expect.stringContaining(`Reindexed ${left} accounts`),
      });
      expect([await recognize(personA, 'anna'), await recognize(personB, 'ben')]).toEqual([200, 200]);
    });
  });

  describe('user erase', () => {
    it.each(['after-key-destroyed', 'pictures-removed'])('at %s has erased it after the next start', async (point) => {
      await start({ KILL_AT: point });
      const username = `erased-${point}`;
      const { body } = await signUp(client, await imagesOfA(), { username });
      await die('user', 'erase', username);
      await start();
      const logIn = await client.post('/api/auth/login', { username, password: PASSWORD });
      expect(logIn.status).toBe(401);
      expect(await readdir(join(dataDir, 'faces'))).not.toContain(body.user.id);
      expect(await ask(dataDir, 'audit', 'verify')).toMatchObject({ code: 0 });
    });
  });
});
