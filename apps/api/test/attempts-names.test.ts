import type { StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const MOST = 4;
const MOST_OF_ACCOUNT = 20;

const taken = (count: number) => [...Array.from({ length: count }, () => 'USERNAME_TAKEN'), 'TOO_MANY_ATTEMPTS'];

describeOnEachDatabase('asking for names that are taken, signed in', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_FAILURES_AN_ADDRESS: String(MOST),
    });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben', email: 'ben@example.org' }));
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const change = (fields: object, from = '192.0.2.1', token = ben.accessToken) =>
    server.client.patch('/api/me', fields, { token, headers: { 'X-Forwarded-For': from } });
  const codes = async (calls: number, once: (at: number) => ReturnType<typeof change>) => {
    const all: string[] = [];
    for (let at = 0; at < calls; at += 1) all.push((await once(at)).body.code);
    return all;
  };

  it('is limited for a place, together with what else fails from there, whichever account asks', async () => {
    const asked = await codes(MOST + 1, (at) =>
      at % 2 === 0 ? change({ username: 'anna' }) : change({ username: 'ben' }, '192.0.2.1', anna.accessToken),
    );
    expect(asked).toEqual(taken(MOST));
    const logIn = { username: 'nobody', password: 'not the password' };
    const from = { headers: { 'X-Forwarded-For': '192.0.2.1' } };
    expect((await server.client.post('/api/auth/login', logIn, from)).status).toBe(429);
  });

  it('is limited for an account, wherever it asks from', async () => {
    const asked = await codes(MOST_OF_ACCOUNT + 1, (at) => change({ username: 'anna' }, `198.51.${at}.1`));
    expect(asked).toEqual(taken(MOST_OF_ACCOUNT));
    expect((await change({ username: 'ben' }, '203.0.113.1', anna.accessToken)).body.code).toBe('USERNAME_TAKEN');
  });

  it('many at once are not more than one after the other', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => change({ username: 'anna' }, `198.51.${at}.1`)),
    );
    expect(answers.filter(({ body }) => body.code === 'USERNAME_TAKEN')).toHaveLength(MOST_OF_ACCOUNT);
  });

  it('counts for the account also when the name is free, and for the place when it is not', async () => {
    for (let at = 0; at < MOST_OF_ACCOUNT; at += 1) expect((await change({ username: `ben.${at}` })).status).toBe(200);
    expect((await change({ username: 'ben' })).body.code).toBe('TOO_MANY_ATTEMPTS');
    await server.sql(`DELETE FROM attempt_counts WHERE key LIKE 'names:%'`);
    expect((await change({ username: 'ben' })).status).toBe(200);
  });

  it('of addresses, too, of which an account asks for three', async () => {
    const email = { email: 'anna@example.org', currentPassword: PASSWORD };
    expect(await codes(4, () => change(email))).toEqual([
      'EMAIL_TAKEN',
      'EMAIL_TAKEN',
      'EMAIL_TAKEN',
      'TOO_MANY_ATTEMPTS',
    ]);
  });

  it('what asks for no other name is not counted', async () => {
    for (let at = 0; at < MOST_OF_ACCOUNT + 1; at += 1)
      expect((await change({ username: 'ben', language: at % 2 === 0 ? 'de' : 'en' })).status).toBe(200);
    expect(await server.sql('SELECT key FROM attempt_counts')).toEqual([]);
  });

  it('leaves no account in the store', async () => {
    await change({ username: 'anna' });
    expect(JSON.stringify(await server.sql('SELECT * FROM attempt_counts'))).not.toContain(ben.user.id);
  });
});
