import { personA } from '@facegate/test-footage';
import type { SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionCleaner } from '../src/sessions/session-cleaner.js';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { image, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const PEOPLE = { username: 'anna', email: 'anna@example.org' };

const code = async (answer: Promise<Answer<unknown>>) => ((await answer).body as { code?: string }).code;
const sessionOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string }).sid;

describeOnEachDatabase('sessions', (database) => {
  let server: TestServer;
  let anna: StoredFacial['user'];
  beforeAll(async () => {
    server = await startServer(await database.create());
    const images = [await image(personA.front), await image(personA.left)];
    ({ user: anna } = (await signUp(server.client, images, PEOPLE)).body);
  });
  afterAll(() => server?.stop());

  const logIn = (username = 'anna', password = PASSWORD) =>
    server.client.post<SignedIn>('/api/auth/login', { username, password });
  const refresh = (refreshToken?: string, headers?: Record<string, string>) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/refresh', undefined, { refreshToken, headers });
  const me = (token: string) => server.client.get('/api/me', { token });
  const unusedFor = (time: string) =>
    server.sql(`UPDATE sessions SET last_used_at = now() - $1::interval WHERE revoked_at IS NULL`, [time]);
  /** Longer than two tabs are apart. */
  const aMomentPasses = () => server.sql(`UPDATE refresh_tokens SET used_at = used_at - interval '11 seconds'`);

  describe('log-in by password', () => {
    it.each(['anna', 'ANNA', 'anna@example.org', 'Anna@EXAMPLE.org'])('takes the name %s', async (name) => {
      const { status, body, setCookie } = await logIn(name);
      expect(status).toBe(200);
      expect(body).toMatchObject({ user: anna, method: 'password', expiresIn: 600 });
      expect(setCookie).toMatch(
        /^facegate_refresh=[\w-]{43}; Max-Age=2592000; Path=\/api\/auth; .*HttpOnly; SameSite=Strict$/,
      );
      expect((await me(body.accessToken)).body).toEqual(anna);
    });

    it('takes the password in another Unicode composition', async () => {
      const images = [await image(personA.front), await image(personA.left)];
      await signUp(server.client, images, { username: 'composed', password: 'caf\u00e9 au lait' });
      expect((await logIn('composed', 'cafe\u0301 au lait')).status).toBe(200);
    });

    it('answers an unknown user just like a wrong password', async () => {
      const wrong = await server.client.post('/api/auth/login', { username: 'anna', password: 'not hers' });
      expect(wrong).toMatchObject({ status: 401, body: { code: 'CREDENTIALS_INVALID' }, setCookie: undefined });
      for (const username of ['nobody', 'nobody@example.org', 'no\0body']) {
        const unknown = await server.client.post('/api/auth/login', { username, password: PASSWORD });
        expect(unknown.status).toBe(wrong.status);
        expect(unknown.body).toEqual(wrong.body);
      }
    });
  });

  describe('refresh', () => {
    it('replaces the cookie and gives a new access token', async () => {
      const first = await logIn();
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      expect(second.body).toMatchObject({ user: anna, method: 'password' });
      expect(second.refreshToken).toMatch(/^[\w-]{43}$/);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect((await me(second.body.accessToken)).status).toBe(200);
      expect((await refresh(second.refreshToken)).status).toBe(200);
    });

    it('keeps tokens as hashes only', async () => {
      const { refreshToken } = await logIn();
      const rows = JSON.stringify(await server.sql('SELECT * FROM refresh_tokens, sessions'));
      expect(rows).not.toContain(refreshToken);
    });

    // The thief is first, or the victim is: the server cannot tell, and need not.
    it('of a copied token ends the whole family, whoever comes second', async () => {
      const first = await logIn();
      const second = await refresh(first.refreshToken);
      await aMomentPasses();
      const reuse = await refresh(first.refreshToken);
      expect(reuse).toMatchObject({ status: 401, body: { code: 'SESSION_REVOKED' }, refreshToken: '' });
      expect((await refresh(second.refreshToken)).body.code).toBe('SESSION_REVOKED');
      for (const { body } of [first, second]) expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
    });

    it('of a token from far back ends the family as well', async () => {
      const first = await logIn();
      const second = await refresh(first.refreshToken);
      const third = await refresh(second.refreshToken);
      await aMomentPasses();
      expect((await refresh(first.refreshToken)).body.code).toBe('SESSION_REVOKED');
      expect((await refresh(third.refreshToken)).body.code).toBe('SESSION_REVOKED');
    });

    it('of one token by two tabs at once gives it to one, and logs nobody out', async () => {
      const { refreshToken } = await logIn();
      const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
      const [granted, ...more] = answers.filter(({ status }) => status === 200);
      expect(more).toEqual([]);
      const others = answers.filter((answer) => answer !== granted);
      expect(others.map(({ status, body }) => [status, body.code])).toEqual(
        Array.from({ length: 7 }, () => [409, 'REFRESH_CONFLICT']),
      );
      // Their answers give nothing and take nothing away: the browser has the winner's cookie.
      expect(others.map(({ setCookie }) => setCookie)).toEqual(Array.from({ length: 7 }));
      expect(others[0]?.headers.get('retry-after')).toBe('1');
      expect((await me(granted!.body.accessToken)).status).toBe(200);
      expect((await refresh(granted!.refreshToken)).status).toBe(200);
    });

    it.each([undefined, 'unknown', '', 'a\u00e4'])(
      'without a token that we gave out (%j) is UNAUTHENTICATED',
      async (token) => {
        const encoded = token === undefined ? undefined : encodeURIComponent(token);
        expect((await refresh(encoded)).body.code).toBe('UNAUTHENTICATED');
      },
    );

    it('of a session past its end is TOKEN_EXPIRED', async () => {
      const { refreshToken, body } = await logIn();
      await server.sql(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE revoked_at IS NULL`);
      expect((await refresh(refreshToken)).body.code).toBe('TOKEN_EXPIRED');
      expect(await code(me(body.accessToken))).toBe('TOKEN_EXPIRED');
    });

    it('of a session that nobody used for a week is TOKEN_EXPIRED', async () => {
      const { refreshToken, body } = await logIn();
      await unusedFor('6 days 23 hours');
      expect((await me(body.accessToken)).status).toBe(200);
      const used = await refresh(refreshToken);
      expect(used.status).toBe(200);
      await unusedFor('7 days 1 second');
      expect((await refresh(used.refreshToken)).body.code).toBe('TOKEN_EXPIRED');
      expect(await code(me(used.body.accessToken))).toBe('TOKEN_EXPIRED');
    });
  });

  describe('log-out', () => {
    it('by cookie makes both tokens useless at once, and can be repeated', async () => {
      const { body, refreshToken } = await logIn();
      const out = await server.client.post('/api/auth/logout', undefined, { refreshToken });
      expect(out).toMatchObject({ status: 204, refreshToken: '' });
      expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
      expect((await refresh(refreshToken)).body.code).toBe('SESSION_REVOKED');
      expect((await server.client.post('/api/auth/logout', undefined, { refreshToken })).status).toBe(204);
    });

    it('by access token does too', async () => {
      const { body, refreshToken } = await logIn();
      expect((await server.client.post('/api/auth/logout', undefined, { token: body.accessToken })).status).toBe(204);
      expect(await code(me(body.accessToken))).toBe('SESSION_REVOKED');
      expect((await refresh(refreshToken)).body.code).toBe('SESSION_REVOKED');
    });

    it('without anything to end is 204', async () => {
      expect((await server.client.post('/api/auth/logout')).status).toBe(204);
    });

    it('of one session leaves the others alone', async () => {
      const [one, other] = [await logIn(), await logIn()];
      await server.client.post('/api/auth/logout', undefined, { refreshToken: one.refreshToken });
      expect((await me(other.body.accessToken)).status).toBe(200);
    });
  });

  it('every log-in makes a session of its own, whatever cookie it comes with', async () => {
    const planted = await logIn();
    const body = { username: 'anna', password: PASSWORD };
    const next = await server.client.post<SignedIn>('/api/auth/login', body, { refreshToken: planted.refreshToken });
    expect(next.refreshToken).not.toBe(planted.refreshToken);
    await server.client.post('/api/auth/logout', undefined, { refreshToken: planted.refreshToken });
    expect((await me(next.body.accessToken)).status).toBe(200);
    const made = 'B'.repeat(43);
    await server.client.post<SignedIn>('/api/auth/login', body, { refreshToken: made });
    expect((await refresh(made)).body.code).toBe('UNAUTHENTICATED');
  });

  it('the cleaner removes what ended a month ago, and nothing else', async () => {
    const cleaner = server.app.get(SessionCleaner, { strict: false });
    const [alive, ended, unused, over] = await Promise.all([logIn(), logIn(), logIn(), logIn()]);
    await server.client.post('/api/auth/logout', undefined, { refreshToken: ended.refreshToken });
    const set = (column: string, answer: Answer<SignedIn>, days: number) =>
      server.sql(`UPDATE sessions SET ${column} = now() - $1 * interval '1 day' WHERE id = $2`, [
        days,
        sessionOf(answer.body.accessToken),
      ]);
    const clean = (dryRun = false) => cleaner.run({ nowMs: Date.now(), dryRun });
    await clean();
    const before = await server.sql('SELECT id FROM sessions');
    await Promise.all([set('revoked_at', ended, 29), set('last_used_at', unused, 36), set('expires_at', over, 29)]);
    expect(await clean()).toBe(0);
    await Promise.all([set('revoked_at', ended, 31), set('last_used_at', unused, 38), set('expires_at', over, 31)]);
    expect(await clean(true)).toBe(3);
    expect(await clean()).toBe(3);
    expect(await server.sql('SELECT id FROM sessions')).toHaveLength(before.length - 3);
    expect((await me(alive.body.accessToken)).status).toBe(200);
    expect((await refresh(ended.refreshToken)).body.code).toBe('UNAUTHENTICATED');
  });
});
