import type { SignedIn } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CleanUp } from '../src/retention/clean-up.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { MailServer, tokenIn } from './support/mail-server.js';
import { account, base64, imagesOfB, PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const setClock = (byMs: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs });

describeOnEachDatabase('a clock that is set', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: Member;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), { ...mails.settings, FACEGATE_IDLE_ACCOUNT_DAYS: '60' });
    anna = await Member.signUp(server);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await anna.startOver();
    await server.sql('DELETE FROM attempt_counts');
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const logIn = (password = PASSWORD) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/login', { username: anna.username, password });
  const cleanUp = () => server.app.get(CleanUp, { strict: false }).run({ dryRun: false }, new AbortController().signal);
  const me = (token: string) => server.client.get('/api/me', { token });
  const exported = (token: string) => server.client.get('/api/me/export', { token });

  describe('back an hour', () => {
    it('locks nobody out after one wrong password: not by password, by face or at sign-up', async () => {
      expect((await logIn('not the password')).status).toBe(401);
      setClock(-HOUR_MS);
      expect((await logIn()).status).toBe(200);
      expect((await anna.byFace()).status).toBe(200);
      const image = await base64(personA.otherFront);
      expect((await server.client.post('/api/user/facial/recognize', { image })).status).not.toBe(429);
      const signUp = await server.client.post('/api/user/facial/store', account(await imagesOfB()));
      expect(signUp.status).toBe(201);
    });

    it('does not lengthen a wait', async () => {
      for (let at = 0; at < 5; at += 1) expect((await logIn('not the password')).status).toBe(401);
      setClock(-HOUR_MS);
      const refused = await logIn();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30);
      setClock(31 * SECOND_MS);
      expect((await logIn()).status).toBe(200);
    });

    it('still accepts codes of the authenticator app, each once', async () => {
      await anna.addApp();
      setClock(-HOUR_MS);
      expect((await anna.complete(await anna.ticket(), { code: anna.code() })).status).toBe(200);
      expect((await anna.complete(await anna.ticket(), { code: anna.code() })).body.code).toBe('SECOND_FACTOR_INVALID');
    });

    it('keeps a mailed link valid, for no longer than a new one', async () => {
      const { email } = anna.account.user;
      const seen = mails.to(email).filter(({ parsed }) => parsed.subject === 'Confirm your email address').length;
      await server.sql('DELETE FROM mailed_links');
      await server.client.post('/api/me/email/verification', undefined, { token: anna.token });
      const link = tokenIn(await mails.next(email, 'Confirm your email address', seen), '/verify-email');
      const verify = async () => {
        const { accessToken } = (await logIn()).body;
        return server.client.post('/api/auth/email/verify', { token: link }, { token: accessToken });
      };
      setClock(-1000 * DAY_MS);
      await cleanUp();
      setClock(23 * HOUR_MS);
      expect((await verify()).status).toBe(204);
      await server.sql(
        `INSERT INTO mailed_links (user_id, purpose, hash, address, expires_at)
         VALUES ($1, 'recovery', 'x', 'x', now() + interval '1 hour')`,
        [anna.account.user.id],
      );
      await cleanUp();
      setClock(31 * MINUTE_MS);
      await cleanUp();
      expect(await server.sql(`SELECT 1 FROM mailed_links WHERE hash = 'x'`)).toEqual([]);
    });

    it('ends tickets, challenges and access tokens, but no session', async () => {
      await anna.addPasskey();
      const { refreshToken } = await anna.completeByPasskey(await anna.ticket());
      const ticket = await anna.ticket();
      const { token } = anna;
      setClock(-HOUR_MS);
      const options = await server.client.post('/api/auth/second-factor/options', { ticket });
      expect(options.body.code).toBe('TICKET_INVALID');
      expect((await me(token)).body.code).toBe('TOKEN_EXPIRED');
      const refreshed = await server.client.post<SignedIn>('/api/auth/refresh', undefined, { refreshToken });
      expect(refreshed.status).toBe(200);
      expect((await me(refreshed.body.accessToken)).status).toBe(200);
      expect((await anna.completeByPasskey(await anna.ticket())).status).toBe(200);
      expect((await anna.byPasskey()).status).toBe(200);
    });

    it('does not count an earlier proof as fresh', async () => {
      const { refreshToken } = await logIn();
      setClock(-HOUR_MS);
      const { body } = await server.client.post<SignedIn>('/api/auth/refresh', undefined, { refreshToken });
      expect((await exported(body.accessToken)).body.code).toBe('STEP_UP_REQUIRED');
      expect((await exported((await logIn()).body.accessToken)).status).toBe(200);
    });

    it('does not mistake a copied refresh token for a second tab', async () => {
      const { refreshToken } = await logIn();
      const refresh = () => server.client.post('/api/auth/refresh', undefined, { refreshToken });
      await refresh();
      setClock(-HOUR_MS);
      expect((await refresh()).body.code).toBe('SESSION_REVOKED');
    });
  });

  describe('years ahead, and back again', () => {
    it('leaves no session that lives for years', async () => {
      setClock(1000 * DAY_MS);
      const { refreshToken } = await logIn();
      await server.sql('UPDATE sessions SET last_used_at = expires_at');
      setClock(-1000 * DAY_MS);
      await cleanUp();
      setClock(8 * DAY_MS);
      expect((await server.client.post('/api/auth/refresh', undefined, { refreshToken })).body.code).toBe(
        'TOKEN_EXPIRED',
      );
    });

    it('leaves no challenge, ticket or proof', async () => {
      await anna.addPasskey();
      setClock(1000 * DAY_MS);
      await anna.ticket();
      await server.client.post('/api/auth/passkey/options');
      setClock(-1000 * DAY_MS);
      await cleanUp();
      expect(await server.sql('SELECT 1 FROM passkey_challenges')).toEqual([]);
      expect(await server.sql('SELECT 1 FROM second_factor_tickets')).toEqual([]);
    });

    it('lets mails go that were put off until then', async () => {
      const address = 'late@example.org';
      await server.sql(
        `INSERT INTO queued_mails (id, kind, user_id, address, language, details, attempts, due_at)
         VALUES (gen_random_uuid(), 'password-changed', $1, $2, 'en', $3, 3, now() + interval '1 year')`,
        [anna.account.user.id, address, { at: new Date().toISOString(), username: anna.username }],
      );
      await expect.poll(() => mails.to(address).length, { timeout: 10_000 }).toBe(1);
    });

    it('warns the owners of idle accounts again', async () => {
      await server.sql('DELETE FROM sessions');
      await server.sql(`UPDATE users SET created_at = now() - interval '40 days', last_seen_at = NULL`);
      await server.sql(`UPDATE users SET idle_warned_at = now() + interval '1 year'`);
      await cleanUp();
      const [row] = await server.sql<{ ahead: boolean }>('SELECT idle_warned_at > now() AS ahead FROM users LIMIT 1');
      expect(row).toEqual({ ahead: false });
    });
  });

  it('forward an hour: everybody gets in, and is asked for what has run out', async () => {
    const { body, refreshToken } = await logIn();
    for (let at = 0; at < 5; at += 1) await logIn('not the password');
    await server.sql('DELETE FROM totp_secrets');
    setClock(HOUR_MS);
    expect((await me(body.accessToken)).body.code).toBe('TOKEN_EXPIRED');
    expect((await server.client.post('/api/auth/refresh', undefined, { refreshToken })).status).toBe(200);
    expect((await logIn()).status).toBe(200);
  });
});
