import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonWebKeySet, SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;

describeOnEachDatabase('keys rotate-signing', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let rotatedAtMs: number;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
  });
  afterAll(async () => {
    vi.useRealTimers();
    await server?.stop();
  });

  const logIn = async () =>
    (await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD })).body.accessToken;
  const me = async (token: string) => (await server.client.get('/api/me', { token })).status;
  const published = async () =>
    (await server.client.get<JsonWebKeySet>('/api/.well-known/jwks.json')).body.keys.map(({ kid }) => kid);

  it('signs with a new key at once, while tokens of the old one go on', async () => {
    const before = kidOf(anna.accessToken);
    const { code, output } = await ask(server.dataDir, 'keys', 'rotate-signing');
    rotatedAtMs = Date.now();
    const token = await logIn();
    const after = kidOf(token);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(after) });
    expect(after).not.toBe(before);
    expect(await published()).toEqual([after, before]);
    expect([await me(anna.accessToken), await me(token)]).toEqual([200, 200]);
  });

  it('goes together with a rotation of the master key, and with a restart', async () => {
    const keys = await published();
    expect((await ask(server.dataDir, 'keys', 'rotate')).code).toBe(0);
    expect(await published()).toEqual(keys);
    await server.restart();
    expect(await published()).toEqual(keys);
    expect(await me(anna.accessToken)).toBe(200);
    const files = await readdir(join(server.dataDir, 'keys'));
    const keyFiles = files.filter((name) => !name.endsWith('.json'));
    expect(keyFiles).toEqual(['audit-keys.sealed', 'master.key', 'signing-key.sealed']);
  });

  it('forgets the old key when the last token that it signed has run out', async () => {
    const keys = await published();
    vi.useFakeTimers({ toFake: ['Date'], now: rotatedAtMs + 600_000 });
    expect(await published()).toEqual(keys);
    vi.setSystemTime(rotatedAtMs + 661_000);
    expect(await published()).toEqual([keys[0]]);
    vi.useRealTimers();
  });
});
