import type { ActivityPage, PasskeyRequestOptions } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { startServer, type TestServer } from './support/server.js';

const MOST = 2;
const CHALLENGES = 3 * MOST;

const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });

describeOnEachDatabase('attempts by passkey', (database) => {
  let server: TestServer;
  let anna: Member;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_FAILURES_AN_ADDRESS: String(MOST),
    });
    anna = await Member.signUp(server);
    await anna.addPasskey();
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const options = (address = '192.0.2.1') =>
    server.client.post<PasskeyRequestOptions>('/api/auth/passkey/options', undefined, from(address));
  const logIn = async (deviations = {}) => {
    const { body } = await options('198.51.100.1');
    const passkey = anna.authenticator.get(body, deviations);
    return server.client.post('/api/auth/passkey', { passkey }, from('192.0.2.1'));
  };
  const history = async () =>
    (await server.client.get<ActivityPage>('/api/me/activity', { token: anna.token })).body.events;

  it('ask for a bounded number of challenges, and keep no more', async () => {
    await server.sql('DELETE FROM passkey_challenges');
    for (let at = 0; at < CHALLENGES; at += 1) expect((await options()).status).toBe(200);
    const refused = await options();
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await server.sql('SELECT 1 FROM passkey_challenges')).toHaveLength(CHALLENGES);
    for (let at = CHALLENGES; at < 10 * CHALLENGES; at += 1) await options(`192.0.2.${2 + (at % 10)}`);
    expect((await options('192.0.2.99')).status).toBe(429);
    expect((await options('192.0.3.1')).status).toBe(200);
  });

  const challenges = () => server.sql<{ purpose: string }>('SELECT purpose FROM passkey_challenges');

  it('keep ten challenges of an account and purpose, the newest, which are good', async () => {
    await server.sql('DELETE FROM passkey_challenges');
    const asked = (count: number, path: string) =>
      Promise.all(Array.from({ length: count }, () => anna.call<PasskeyRequestOptions>(path)));
    for (let at = 0; at < 4; at += 1) await asked(5, '/api/me/passkeys/options');
    await anna.call('/api/auth/step-up/options');
    expect((await challenges()).filter(({ purpose }) => purpose === 'registration').length).toBeLessThanOrEqual(14);
    for (let at = 0; at < 2; at += 1) await anna.call('/api/me/passkeys/options');
    expect((await challenges()).filter(({ purpose }) => purpose === 'registration')).toHaveLength(10);
  });

  it('keep none that is over, though no clean-up came by', async () => {
    await server.sql(`UPDATE passkey_challenges SET expires_at = now() - interval '1 second'`);
    await options('203.0.113.1');
    expect(await challenges()).toEqual([{ purpose: 'sign-in' }]);
  });

  it('keep ten challenges of a ticket, and the tickets of others alone', async () => {
    await server.sql('DELETE FROM passkey_challenges');
    const [first, second] = [await anna.ticket(), await anna.ticket()];
    const ask = (ticket: string) =>
      server.client.post<PasskeyRequestOptions>('/api/auth/second-factor/options', { ticket });
    const { body } = await ask(first);
    for (let at = 0; at < 15; at += 1) await ask(second);
    expect(await challenges()).toHaveLength(11);
    const completed = await anna.complete(first, { passkey: anna.authenticator.get(body) });
    expect(completed.status).toBe(200);
  });

  it('that fail are counted for the place, and told to the owner of the passkey', async () => {
    await logIn();
    const before = await history();
    for (let at = 0; at < MOST; at += 1)
      expect((await logIn({ userVerified: false })).body.code).toBe('PASSKEY_INVALID');
    expect((await logIn()).status).toBe(429);
    const events = await history();
    expect(events).toHaveLength(before.length + MOST);
    expect(events[0]).toMatchObject({ method: 'passkey', outcome: 'failure', reason: 'PASSKEY_INVALID' });
  });

  it('with a passkey that nobody has here are told to nobody', async () => {
    await server.sql('DELETE FROM audit_events');
    const { body } = await options();
    const passkey = Object.assign(anna.authenticator.get(body), { id: 'AAAA', rawId: 'AAAA' });
    expect((await server.client.post('/api/auth/passkey', { passkey })).body.code).toBe('PASSKEY_INVALID');
    expect(await history()).toEqual([]);
    expect(await server.sql('SELECT 1 FROM audit_events')).toEqual([]);
  });

  it('that succeed count no failure', async () => {
    for (let at = 0; at <= MOST; at += 1) expect((await logIn()).status).toBe(200);
    expect(await server.sql(`SELECT 1 FROM attempt_counts WHERE key LIKE 'failures:%'`)).toEqual([]);
  });
});
