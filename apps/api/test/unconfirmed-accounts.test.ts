import { randomUUID } from 'node:crypto';
import type { FaceList, SignedIn, StoredFacial, UserProfile } from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MailedLinks } from '../src/mail/mailed-links.js';
import { CleanUp } from '../src/retention/clean-up.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { drained, MailServer, tokenIn } from './support/mail-server.js';
import { ask } from './support/operator.js';
import { account, base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const CONFIRM = 'Confirm your email address';
const NEW_PASSWORD = 'another quiet bicycle';
const HOUR_MS = 3_600_000;

describeOnEachDatabase('an account whose address nobody confirmed', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let email: string;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), mails.settings);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await server.sql('DELETE FROM users');
    await server.sql('DELETE FROM attempt_counts');
    email = `victim-${randomUUID()}@example.org`;
  });

  const link = async (address = email) => tokenIn(await mails.next(address, CONFIRM), '/verify-email');
  const verify = (token: string, options: { token?: string; refreshToken?: string } = {}, keep?: boolean) =>
    server.client.post('/api/auth/email/verify', { token, ...(keep !== undefined && { keep }) }, options);
  const logIn = (password: string, username = 'mallory') =>
    server.client.post<SignedIn & { code: string }>('/api/auth/login', { username, password });
  const byFace = async () =>
    server.client.post('/api/user/facial/recognize', { image: await base64(personA.otherFront), username: 'mallory' });
  const me = (token: string) => server.client.get<UserProfile & { code: string }>('/api/me', { token });
  const recover = async () => {
    const token = tokenIn(await mails.next(email, 'Set a new password'), '/recover');
    expect((await server.client.post('/api/auth/recovery/complete', { token, password: NEW_PASSWORD })).status).toBe(
      204,
    );
  };
  const rows = async (table: string) => (await server.sql(`SELECT 1 FROM ${table}`)).length;

  const isOver = async (hours: number) => {
    await drained(server);
    await server.sql(`UPDATE users SET confirm_by = confirm_by - $1 * interval '1 hour'`, [hours]);
  };
  const clean = async (inHours: number, dryRun = false) => {
    const cleaned = await server.app
      .get(CleanUp, { strict: false })
      .run({ nowMs: Date.now() + inHours * HOUR_MS, dryRun }, new AbortController().signal);
    return cleaned.find(({ what }) => what === 'unconfirmed addresses')?.count;
  };
  const signUpAs = async (fields: Record<string, unknown>) =>
    server.client.post<StoredFacial & { code: string }>('/api/user/facial/store', account(await imagesOfB(), fields));

  describe('of a stranger who signed up with somebody’s address', () => {
    let mallory: Member;
    beforeEach(async () => {
      mallory = await Member.signUp(server, { username: 'mallory', email });
    });

    it('goes to who reads the mails, and nothing that the stranger made opens it any more', async () => {
      await mallory.addApp();
      await mallory.addPasskey();
      const ticket = await mallory.ticket();
      expect((await verify(await link())).status).toBe(204);

      expect((await me(mallory.token)).body.code).toBe('SESSION_REVOKED');
      expect((await logIn(PASSWORD)).body.code).toBe('CREDENTIALS_INVALID');
      expect((await byFace()).body.code).toBe('FACE_NOT_RECOGNIZED');
      expect((await mallory.byPasskey()).body.code).toBe('PASSKEY_INVALID');
      expect((await mallory.complete(ticket, { code: mallory.code() })).body.code).toBe('TICKET_INVALID');
      for (const table of ['passkeys', 'totp_secrets', 'recovery_codes', 'second_factor_tickets'])
        expect([table, await rows(table)]).toEqual([table, 0]);

      await mails.next(email, 'Your address is confirmed, and the account starts afresh');
      await recover();
      const owner = (await logIn(NEW_PASSWORD)).body.accessToken;
      expect((await me(owner)).body).toMatchObject({ emailVerified: true, faceLogIn: 'off' });
      expect((await server.client.get<FaceList>('/api/me/faces', { token: owner })).body.faces).toEqual([]);
      expect((await byFace()).body.code).toBe('FACE_NOT_RECOGNIZED');
      const { body: events } = await server.client.get<{ events: { action: string; actor: string }[] }>(
        '/api/me/events',
        { token: owner },
      );
      const told = events.events.find(({ action }) => action === 'account-reset');
      expect(told).toMatchObject({ actor: 'unknown' });
      expect(events.events.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['email-verified', 'consent-withdrawn', 'password-recovered']),
      );
      const given = await server.client.get<{ given?: object }>('/api/me/consent', { token: owner });
      expect(given.body.given).toBeUndefined();
    });

    it('lets nobody in who was logging in at that moment, and takes the link from one of two at once', async () => {
      const token = await link();
      const [one, other, ...attempts] = await Promise.all([
        verify(token),
        verify(token),
        ...Array.from({ length: 3 }, () => logIn(PASSWORD)),
        ...Array.from({ length: 3 }, () => byFace()),
      ]);
      expect([one.status, other.status].toSorted((a, b) => a - b)).toEqual([204, 403]);
      const signedIn = attempts.flatMap(({ body }) => (body as unknown as Partial<SignedIn>).accessToken ?? []);
      const left = await Promise.all(signedIn.map((granted) => me(granted)));
      expect(left.map(({ body }) => body.code)).toEqual(signedIn.map(() => 'SESSION_REVOKED'));
      expect((await byFace()).body.code).toBe('FACE_NOT_RECOGNIZED');
    });

    it('goes to them also by a link for a new password, should there be one', async () => {
      const token = await server.app
        .get(MailedLinks, { strict: false })
        .issue('recovery', { id: mallory.account.user.id, email });
      const body = { token, password: NEW_PASSWORD };
      expect((await server.client.post('/api/auth/recovery/complete', body)).status).toBe(204);
      expect((await me(mallory.token)).body.code).toBe('SESSION_REVOKED');
      expect((await byFace()).body.code).toBe('FACE_NOT_RECOGNIZED');
      const owner = (await logIn(NEW_PASSWORD)).body.accessToken;
      expect((await me(owner)).body).toMatchObject({ emailVerified: true, faceLogIn: 'off' });
    });

    it('is not taken by who asks to keep it, nor with a session of somebody else', async () => {
      const { body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' });
      const token = await link();
      for (const options of [{}, { token: ben.accessToken }, { token: 'nonsense' }, { refreshToken: 'nonsense' }])
        expect((await verify(token, options, true)).body.code).toBe('LINK_NEEDS_SESSION');
      expect((await me(mallory.token)).body.emailVerified).toBe(false);
      expect((await verify(token, { token: ben.accessToken })).status).toBe(204);
      expect((await me(mallory.token)).body.code).toBe('SESSION_REVOKED');
      expect((await me(ben.accessToken)).status).toBe(200);
    });
  });

  it.each([
    [
      'the access token',
      ({ body, refreshToken }: { body: StoredFacial; refreshToken: string | undefined }) =>
        refreshToken === undefined ? {} : { token: body.accessToken },
    ],
    [
      'the refresh cookie',
      ({ refreshToken }: { refreshToken: string | undefined }) => (refreshToken === undefined ? {} : { refreshToken }),
    ],
  ])('keeps everything when it is confirmed where its owner is signed in, by %s', async (_what, session) => {
    const signedUp = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
    expect((await verify(await link(), session(signedUp), true)).status).toBe(204);
    const { body } = await me(signedUp.body.accessToken);
    expect(body).toMatchObject({ emailVerified: true, faceLogIn: 'on' });
    expect(body.confirmEmailBy).toBeUndefined();
    expect((await logIn(PASSWORD)).status).toBe(200);
    expect((await byFace()).status).toBe(200);
    await drained(server);
    expect(mails.to(email)).toHaveLength(1);
  });

  it('is not kept by a refresh token that is spent', async () => {
    const { refreshToken = '' } = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
    await server.client.post('/api/auth/refresh', undefined, { refreshToken });
    expect((await verify(await link(), { refreshToken }, true)).body.code).toBe('LINK_NEEDS_SESSION');
  });

  describe('in time', () => {
    it('has its name and its address for 24 hours from the mail, and frees both for others then', async () => {
      const { body } = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
      await drained(server);
      const { confirmEmailBy } = (await me(body.accessToken)).body;
      expect(Date.parse(confirmEmailBy!) - Date.now()).toBeGreaterThan(23.9 * HOUR_MS);
      const mail = await mails.next(email, CONFIRM);
      expect(mail.parsed.text).toContain('If nobody confirms it by');
      await isOver(23);
      expect((await signUpAs({ username: 'mallory' })).body.code).toBe('USERNAME_TAKEN');
      expect((await signUpAs({ email })).body.code).toBe('EMAIL_TAKEN');
      await isOver(1);
      const { status } = await signUpAs({ username: 'Mallory', email: email.toUpperCase() });
      expect(status).toBe(201);
      expect((await me(body.accessToken)).body.code).toBe('SESSION_REVOKED');
      expect((await verify(tokenIn(mail, '/verify-email'))).body.code).toBe('LINK_INVALID');
      await mails.next(email, 'An account was deleted because this address was not confirmed');
    });

    it('is erased by the clean-up, unless somebody confirms it at that moment', async () => {
      const { body } = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
      await drained(server);
      expect([await clean(23.9), await clean(24.1, true)]).toEqual([0, 1]);
      expect((await me(body.accessToken)).status).toBe(200);
      const [erased, confirmed] = await Promise.all([clean(24.1), verify(await link(), { token: body.accessToken })]);
      expect(erased).toBe(confirmed.status === 204 ? 0 : 1);
      expect(await rows('users')).toBe(confirmed.status === 204 ? 1 : 0);
    });

    it('frees its name also for somebody who changes theirs', async () => {
      await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
      await isOver(25);
      const { body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' });
      const change = { username: 'mallory', email, currentPassword: PASSWORD };
      const answer = await server.client.patch<UserProfile>('/api/me', change, { token: ben.accessToken });
      expect(answer).toMatchObject({ status: 200, body: { username: 'mallory', email } });
    });

    it('stays when it was confirmed, when its owner is an operator, and when the mail did not go out', async () => {
      const { body } = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
      await isOver(25);
      await ask(server.dataDir, 'user', 'role', 'mallory', 'operator');
      expect(await clean(0)).toBe(0);
      await ask(server.dataDir, 'user', 'role', 'mallory', 'user');
      expect((await verify(await link(), { token: body.accessToken })).status).toBe(204);
      expect(await clean(0)).toBe(0);
      await mails.stop();
      const { body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' });
      expect(await clean(100)).toBe(0);
      await mails.start();
      expect((await me(ben.accessToken)).status).toBe(200);
    });

    it('goes also when its address takes no mail at all', async () => {
      mails.refuseWith = 550;
      try {
        await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
        await drained(server);
      } finally {
        mails.refuseWith = undefined;
      }
      expect(await clean(24.1)).toBe(1);
    });

    it('stays when it is of an earlier version, also after its owner asked for the mail again', async () => {
      const { body } = await signUp(server.client, await imagesOfA(), { username: 'mallory', email });
      await drained(server);
      // As the migration leaves them.
      await server.sql('UPDATE users SET confirmation_demanded = false, confirm_by = NULL');
      const asOwner = { token: body.accessToken };
      await server.client.post('/api/me/email/verification', undefined, asOwner);
      await drained(server);
      expect(await clean(100)).toBe(0);
      const change = { email: `next-${randomUUID()}@example.org`, currentPassword: PASSWORD };
      expect((await server.client.patch('/api/me', change, asOwner)).status).toBe(200);
      await drained(server);
      expect(await clean(100)).toBe(0);
      expect((await me(body.accessToken)).status).toBe(200);
    });
  });
});

describeOnEachDatabase('a server that sends no mail', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create());
  });
  afterAll(() => server?.stop());

  it('erases nobody for an address that nobody can confirm', async () => {
    const { body } = await signUp(server.client, await imagesOfA(), { username: 'anna' });
    await drained(server);
    expect(await server.sql('SELECT confirmation_demanded, confirm_by FROM users')).toEqual([
      { confirmation_demanded: false, confirm_by: null },
    ]);
    await server.sql(`UPDATE users SET confirmation_demanded = true, confirm_by = now() - interval '1 day'`);
    await server.app
      .get(CleanUp, { strict: false })
      .run({ nowMs: Date.now() + 48 * HOUR_MS, dryRun: false }, new AbortController().signal);
    expect((await server.client.get('/api/me', { token: body.accessToken })).status).toBe(200);
  });
});
