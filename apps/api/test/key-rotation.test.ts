import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DataKeys } from '../src/common/crypto/data-keys.js';
import { Transactions } from '../src/database/transactions.js';
import { oneAtATime } from '../src/operations/command-lock.js';
import { DataKeysRepository } from '../src/users/data-keys.repository.js';
import { UsersRepository } from '../src/users/users.repository.js';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { ask } from './support/operator.js';
import { account, base64, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

/** Other tests have databases on the same PostgreSQL. */
const WAITING = `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
  WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`;

const newKey = () => randomBytes(32).toString('base64');

describeOnEachDatabase('keys rotate', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let keyFile: string;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_ENGINE_QUEUE: '64' });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    keyFile = join(server.dataDir, 'keys', 'master.key');
  });
  afterAll(() => server?.stop());

  const masterKeys = async () => (await readFile(keyFile, 'utf8')).trim().split('\n');
  const wraps = async () => {
    const rows = await server.sql<{ data_key: string }>('SELECT data_key FROM users');
    return new Set(rows.map((row) => row.data_key.slice(0, 12)));
  };
  const recognize = async (person: typeof personA | typeof personB, username: string) =>
    (await server.client.post('/api/user/facial/recognize', { image: await base64(person.otherFront), username }))
      .status;
  const demandWhole = async () => {
    expect(await recognize(personA, 'anna')).toBe(200);
    const path = `/api/me/faces/${anna.faces[0]!.id}/image?size=original`;
    const picture = await server.client.get<Buffer>(path, { token: anna.accessToken });
    expect(picture.body.equals(await personA.front.jpeg())).toBe(true);
  };

  it('puts a new key in the place of the file’s, and everything opens with that one alone', async () => {
    const [before] = await masterKeys();
    const wrapsBefore = await wraps();
    const { code, output } = await ask(server.dataDir, 'keys', 'rotate');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Wrapped 1 data keys anew.') });
    const after = await masterKeys();
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
    expect(await wraps()).not.toEqual(wrapsBefore);
    await demandWhole();
    await server.restart();
    // The token that was signed before is still good: the signing key is the same one.
    await demandWhole();
  });

  it('loses nobody who signs up meanwhile, and turns nobody away', async () => {
    const images = await imagesOfB();
    const names = ['ben1', 'ben2', 'ben3', 'ben4'];
    const rotate = () => ask(server.dataDir, 'keys', 'rotate');
    const [statuses, logIns, rotations] = await Promise.all([
      Promise.all(names.map((username) => server.client.post('/api/user/facial/store', account(images, { username })))),
      Promise.all(names.map(() => recognize(personA, 'anna'))),
      rotate().then(async (first) => [first, await rotate(), await rotate()]),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(logIns).toEqual([200, 200, 200, 200]);
    expect(rotations.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await wraps()).toEqual(new Set([server.app.get(DataKeys, { strict: false }).currentPrefix()]));
    await server.restart();
    for (const name of names) expect(await recognize(personB, name)).toBe(200);
  });

  it('is refused while another command runs', async () => {
    const refused = await oneAtATime(server.dataDir, () => ask(server.dataDir, 'keys', 'rotate'));
    expect(refused).toEqual({ code: 1, output: expect.stringContaining('Another command is running') });
    expect((await ask(server.dataDir, 'keys', 'rotate')).code).toBe(0);
  });

  it('retires no key while a data key does not open, and names the account', async () => {
    const [row] = await server.sql<{ data_key: string }>('SELECT data_key FROM users WHERE id = $1', [anna.user.id]);
    const store = (dataKey: string) =>
      server.sql('UPDATE users SET data_key = $2 WHERE id = $1', [anna.user.id, dataKey]);
    await store(`${row!.data_key.slice(0, -8)}AAAAAAA=`);
    const failed = await ask(server.dataDir, 'keys', 'rotate');
    expect(failed).toEqual({ code: 1, output: expect.stringContaining(`The data key of account ${anna.user.id}`) });
    expect(await masterKeys()).toHaveLength(2);
    await store(row!.data_key);
    expect((await ask(server.dataDir, 'keys', 'rotate')).code).toBe(0);
    expect(await masterKeys()).toHaveLength(1);
    await demandWhole();
  });

  it('moves from the file to a key of the settings, and from one of those to the next', async () => {
    const [fromFile = ''] = await masterKeys();
    const [second, third] = [newKey(), newKey()];
    for (const [key, previous] of [
      [second, fromFile],
      [third, second],
    ] as const) {
      await server.restart({ FACEGATE_MASTER_KEY: key, FACEGATE_MASTER_KEY_PREVIOUS: previous });
      await rm(keyFile, { force: true });
      await demandWhole();
      const { code, output } = await ask(server.dataDir, 'keys', 'rotate');
      expect({ code, output }).toEqual({
        code: 0,
        output: expect.stringContaining('FACEGATE_MASTER_KEY_PREVIOUS can go'),
      });
      await server.restart({ FACEGATE_MASTER_KEY: key });
      await demandWhole();
    }
    const { code, output } = await ask(server.dataDir, 'keys', 'rotate');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Wrapped 0 data keys') });
  });
});

describeOnPostgres('keys rotate while a sign-up has read the old key and is not stored', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  /** Somebody waits for the sign-up, or waits no more. */
  const isWaitedFor = async () => (await server.sql(WAITING)).length > 0;

  it('waits for it, and wraps its key as well', async () => {
    const { body } = await signUp(server.client, await imagesOfA(), { username: 'anna' });
    const { id } = body.user;
    const storedKeys = server.app.get(DataKeysRepository, { strict: false });
    const dataKeys = server.app.get(DataKeys, { strict: false });
    let rotated: ReturnType<typeof ask> | undefined;
    let ended = false;
    await server.app.get(Transactions).run(async (transaction) => {
      await storedKeys.holdMasterKey(transaction);
      const user = await server.app.get(UsersRepository, { strict: false }).findById(id);
      const dataKey = dataKeys.wrap(dataKeys.unwrap(user!));
      rotated = ask(server.dataDir, 'keys', 'rotate').finally(() => (ended = true));
      await vi.waitUntil(async () => ended || (await isWaitedFor()), { timeout: 30_000 });
      expect(ended).toBe(false);
      await storedKeys.store(transaction, id, dataKey, user!.facialData);
    });
    expect((await rotated)?.code).toBe(0);
    const after = await server.app.get(UsersRepository, { strict: false }).findById(id);
    expect(after?.dataKey?.startsWith(dataKeys.currentPrefix())).toBe(true);
  });
});
