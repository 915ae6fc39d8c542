import type { FactorList, SignedIn, UserProfile } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const REFUSED = { status: 403, body: { code: 'STEP_UP_REQUIRED', methods: ['totp'] } };

describeOnEachDatabase('a stale session of an account with a second factor', (database) => {
  let server: TestServer;
  let anna: Member;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql('DELETE FROM users');
    await server.sql('DELETE FROM attempt_counts');
    anna = await Member.signUp(server, { username: 'anna' });
    await anna.addApp();
    await server.sql(
      `UPDATE sessions SET authenticated_at = now() - interval '1 hour', second_factor_at = now() - interval '1 hour'`,
    );
  });

  const options = () => ({ token: anna.token });
  const change = (fields: object) => server.client.patch<UserProfile>('/api/me', fields, options());
  const erase = () => server.client.delete('/api/me', { ...options(), body: { password: PASSWORD } });
  const showFactor = async () => {
    // The code that confirmed the app is spent.
    const { body } = await anna.call<SignedIn>('/api/auth/step-up', { code: anna.code(1) });
    anna.token = body.accessToken;
  };

  it.each([
    ['the address', { email: 'thief@example.org', currentPassword: PASSWORD }],
    ['the password', { password: 'another quiet bicycle', currentPassword: PASSWORD }],
    ['the name', { username: 'anna-of-the-thief' }],
  ])('does not change %s by the password, and does by the second factor', async (_what, fields) => {
    expect(await change(fields)).toMatchObject(REFUSED);
    expect((await server.client.get<UserProfile>('/api/me', options())).body).toEqual(anna.account.user);
    await showFactor();
    expect((await change(fields)).status).toBe(200);
  });

  it('tells nothing of the password while the second factor is missing', async () => {
    const wrong = { email: 'thief@example.org', currentPassword: 'a wrong one' };
    expect(await change(wrong)).toMatchObject(REFUSED);
    expect(await server.client.delete('/api/me', { ...options(), body: { password: 'a wrong one' } })).toMatchObject(
      REFUSED,
    );
    expect(await server.sql(`SELECT 1 FROM attempt_counts WHERE key LIKE 'password:confirmation:%'`)).toEqual([]);
  });

  it('does not erase the account by the password; by the second factor it is erased at once', async () => {
    expect(await erase()).toMatchObject(REFUSED);
    await showFactor();
    expect((await erase()).status).toBe(204);
    expect(await server.sql('SELECT 1 FROM users')).toEqual([]);
  });

  it('does not do by a fresh password what asks for the second factor', async () => {
    anna.token = (await anna.call<SignedIn>('/api/auth/step-up', { password: PASSWORD })).body.accessToken;
    expect(await erase()).toMatchObject(REFUSED);
    expect(await change({ email: 'thief@example.org', currentPassword: PASSWORD })).toMatchObject(REFUSED);
    const removed = await server.client.delete('/api/me/authenticator-app', options());
    expect(removed).toMatchObject(REFUSED);
  });

  it('does nothing else that loses the account: factors, faces, consent, codes, data', async () => {
    const { id } = anna.account.faces[0]!;
    const answers = [
      await server.client.delete('/api/me/authenticator-app', options()),
      await server.client.post('/api/me/recovery-codes', undefined, options()),
      await server.client.post('/api/me/passkeys/options', undefined, options()),
      await server.client.delete('/api/me/consent', options()),
      await server.client.delete(`/api/me/faces/${id}`, options()),
      await server.client.get('/api/me/export', options()),
      await server.client.get(`/api/me/faces/${id}/image?size=original`, options()),
    ];
    for (const answer of answers) expect(answer).toMatchObject(REFUSED);
    const { body } = await server.client.get<FactorList>('/api/me/factors', options());
    expect(body.authenticatorApp).toBeDefined();
  });

  it('still changes the language of its mails', async () => {
    expect((await change({ language: 'de' })).status).toBe(200);
  });
});

describeOnEachDatabase('a stale session of an account without a second factor', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  it('changes the address by the password, as before', async () => {
    const anna = await Member.signUp(server, { username: 'anna' });
    await server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour'`);
    const change = { email: 'anna@example.org', currentPassword: PASSWORD };
    expect((await server.client.patch('/api/me', change, { token: anna.token })).status).toBe(200);
  });
});
