import type {
  AccountEventPage,
  ActivityPage,
  FactorList,
  RecoveryCodeList,
  SessionList,
  SignedIn,
} from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { drained, MailServer } from './support/mail-server.js';
import { PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

interface Claims {
  sid: string;
  amr: string[];
  acr: string;
}

const claimsOf = ({ accessToken }: SignedIn) =>
  JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Claims;

describeOnEachDatabase('second factors', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let anna: Member;
  let ben: Member;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), mails.settings);
    anna = await Member.signUp(server);
    ben = await Member.signUp(server);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    await server.sql('DELETE FROM attempt_counts');
    await anna.startOver();
    await ben.startOver();
  });

  const factors = async (token = anna.token) =>
    (await server.client.get<FactorList>('/api/me/factors', { token })).body;
  const remove = (path: string, token = anna.token) => server.client.delete(path, { token });
  const subjects = async () => {
    await drained(server);
    return mails.to(anna.account.user.email).map(({ parsed }) => parsed.subject);
  };

  it('are none for a new account, which logs in as before', async () => {
    expect(await factors()).toEqual({ passkeys: [], recoveryCodesLeft: 0, demanded: 'any', faceLogInOff: false });
    const { status, body } = await anna.byPassword();
    expect({ status, ...claimsOf(body) }).toMatchObject({ status: 200, amr: ['pwd'], acr: 'aal1' });
    expect((await anna.byFace()).status).toBe(200);
  });

  describe('a passkey', () => {
    it('that is added is shown by that, told of, and comes with recovery codes', async () => {
      const before = anna.token;
      const other = (await anna.byPassword()).body.accessToken;
      const { status, body } = await anna.addPasskey();
      expect({ status, ...claimsOf(body) }).toMatchObject({
        status: 201,
        amr: ['pwd', 'hwk', 'user', 'mfa'],
        acr: 'aal2',
      });
      expect(new Set(body.recoveryCodes).size).toBe(10);
      for (const token of [before, other])
        expect((await server.client.get('/api/me', { token })).body.code).toBe('SESSION_REVOKED');
      expect(await factors()).toMatchObject({
        passkeys: [{ name: 'Laptop', synced: false }],
        recoveryCodesLeft: 10,
      });
      expect(await subjects()).toContain('A second factor was added to your account');
      expect((await anna.addPasskey({}, 'Phone')).body.recoveryCodes).toBeUndefined();
      expect((await factors()).passkeys.map(({ name }) => name)).toEqual(['Laptop', 'Phone']);
    });

    it('is a log-in of its own, without a name', async () => {
      await anna.addPasskey();
      const { status, body } = await anna.byPasskey();
      expect({ status, user: body.user.id, method: body.method, ...claimsOf(body) }).toMatchObject({
        status: 200,
        user: anna.account.user.id,
        method: 'passkey',
        amr: ['hwk', 'user', 'mfa'],
        acr: 'aal2',
      });
      const [{ lastUsedAt } = {}] = (await factors(body.accessToken)).passkeys;
      expect(Date.parse(lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    });

    it('that its provider copies counts as a key in software, and need not count its uses', async () => {
      const cara = await Member.signUp(server, { synced: true });
      expect(claimsOf((await cara.addPasskey()).body).amr).toContain('swk');
      for (const _ of [1, 2]) expect((await cara.byPasskey()).status).toBe(200);
    });

    it.each([
      ['a password', () => anna.byPassword(), 'password', ['pwd', 'hwk', 'user', 'mfa']],
      ['a face', () => anna.byFace(), 'face', ['face', 'hwk', 'user', 'mfa']],
    ])('completes a log-in by %s', async (_name, begin, method, amr) => {
      await anna.addPasskey();
      const begun = await begin();
      expect(begun).toMatchObject({
        status: 401,
        setCookie: undefined,
        body: { code: 'SECOND_FACTOR_REQUIRED', methods: ['passkey', 'recovery-code'], expiresInS: 300 },
      });
      const completed = await anna.completeByPasskey(begun.body.ticket);
      expect(completed).toMatchObject({ status: 200, body: { method, user: { id: anna.account.user.id } } });
      expect(claimsOf(completed.body)).toMatchObject({ amr, acr: 'aal2' });
      const { refreshToken } = completed;
      expect((await server.client.post('/api/auth/refresh', undefined, { refreshToken })).status).toBe(200);
    });

    it('can be renamed and removed by its owner only; the codes go with the last factor', async () => {
      await anna.addPasskey();
      const [{ id } = { id: '' }] = (await factors()).passkeys;
      const rename = (token: string) => server.client.patch(`/api/me/passkeys/${id}`, { name: '  Büro ' }, { token });
      expect((await rename(ben.token)).status).toBe(404);
      expect((await remove(`/api/me/passkeys/${id}`, ben.token)).status).toBe(404);
      expect((await rename(anna.token)).status).toBe(200);
      expect((await factors()).passkeys[0]?.name).toBe('Büro');
      expect((await remove(`/api/me/passkeys/${id}`)).status).toBe(204);
      expect(await factors()).toEqual({ passkeys: [], recoveryCodesLeft: 0, demanded: 'any', faceLogInOff: false });
      expect((await anna.byPassword()).status).toBe(200);
      expect((await anna.byPasskey()).body.code).toBe('PASSKEY_INVALID');
      expect(await subjects()).toContain('A second factor was removed from your account');
    });

    it('proves once more who one is', async () => {
      await anna.addPasskey();
      const anHourAgo = `now() - interval '1 hour'`;
      await server.sql(`UPDATE sessions SET authenticated_at = ${anHourAgo}, second_factor_at = ${anHourAgo}`);
      const old = await server.client.get('/api/me/export', { token: anna.token });
      expect(old.body).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['passkey'] });
      const { body } = await anna.call<never>('/api/auth/step-up/options');
      const stepped = await anna.call<SignedIn>('/api/auth/step-up', { passkey: anna.authenticator.get(body) });
      expect(stepped.status).toBe(200);
      expect((await server.client.get('/api/me/export', { token: stepped.body.accessToken })).status).toBe(200);
    });
  });

  it('are not claimed past the end of the session by a password, which begins its time anew without them only', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    /** A day before its end. */
    const stepUp = async (proof: object) => {
      await server.sql('UPDATE sessions SET expires_at = $1', [tomorrow]);
      const { body } = await anna.call<SignedIn>('/api/auth/step-up', proof);
      anna.token = body.accessToken;
      const sql = 'SELECT expires_at FROM sessions WHERE id = $1';
      const [row] = await server.sql<{ expires_at: Date }>(sql, [claimsOf(body).sid]);
      return row!.expires_at;
    };
    expect((await stepUp({ password: PASSWORD })).getTime()).toBeGreaterThan(tomorrow.getTime());
    await anna.addPasskey();
    expect(await stepUp({ password: PASSWORD })).toEqual(tomorrow);
    const { body } = await anna.call<never>('/api/auth/step-up/options');
    expect((await stepUp({ passkey: anna.authenticator.get(body) })).getTime()).toBeGreaterThan(tomorrow.getTime());
  });

  describe('an authenticator app', () => {
    it('counts once a code of it has come back', async () => {
      const setup = await anna.call<{ secret: string; uri: string }>('/api/me/authenticator-app');
      expect(setup.body.uri).toMatch(/^otpauth:\/\/totp\/Facegate:/);
      expect(setup.body.secret).toMatch(/^[A-Z2-7]{32}$/);
      expect((await anna.byPassword()).status).toBe(200);
      const { status, body } = await anna.addApp();
      expect({ status, ...claimsOf(body) }).toMatchObject({ status: 201, amr: ['pwd', 'otp'], acr: 'aal2' });
      expect(body.recoveryCodes).toHaveLength(10);
      expect((await factors()).authenticatorApp).toBeDefined();
      expect((await anna.call('/api/me/authenticator-app')).body.code).toBe('AUTHENTICATOR_APP_EXISTS');
    });

    it('completes a log-in, with the clock a step apart and blanks between', async () => {
      await anna.addApp();
      const begun = await anna.byPassword();
      expect(begun.body.methods).toEqual(['totp', 'recovery-code']);
      const code = anna.code(1);
      const completed = await anna.complete(begun.body.ticket, { code: `${code.slice(0, 3)} ${code.slice(3)}` });
      expect(claimsOf(completed.body)).toMatchObject({ amr: ['pwd', 'otp'], acr: 'aal2' });
    });

    it('outlives the withdrawal of consent to the face, which destroys the key that it was sealed with', async () => {
      await anna.addApp();
      const sealed = () => server.sql<{ sealed: string }>('SELECT sealed FROM totp_secrets');
      const [before] = await sealed();
      expect((await server.client.delete('/api/me/consent', { token: anna.token })).status).toBeLessThan(300);
      expect(await sealed()).not.toEqual([before]);
      const { status } = await anna.complete(await anna.ticket(), { code: anna.code(1) });
      expect(status).toBe(200);
    });

    it('keeps its secret sealed', async () => {
      await anna.addApp();
      const [row] = await server.sql<{ sealed: string }>('SELECT sealed FROM totp_secrets');
      expect(Buffer.from(row!.sealed, 'base64')).toHaveLength(1 + 12 + 20 + 16);
    });

    it('is removed', async () => {
      await anna.addApp();
      expect((await remove('/api/me/authenticator-app')).status).toBe(204);
      expect((await remove('/api/me/authenticator-app')).status).toBe(404);
      expect((await anna.byPassword()).status).toBe(200);
    });
  });

  describe('recovery codes', () => {
    it('complete a log-in, each once, however they are typed; their owner is told', async () => {
      await anna.addPasskey();
      const [code = ''] = anna.recoveryCodes;
      const typed = code.toUpperCase().replaceAll('-', ' ');
      const completed = await anna.complete(await anna.ticket(), { recoveryCode: typed });
      expect(claimsOf(completed.body)).toMatchObject({ amr: ['pwd', 'otp'], acr: 'aal2' });
      expect((await factors()).recoveryCodesLeft).toBe(9);
      expect((await anna.complete(await anna.ticket(), { recoveryCode: code })).body.code).toBe(
        'SECOND_FACTOR_INVALID',
      );
      expect(await subjects()).toContain('A recovery code was used');
    });

    it('are replaced by new ones, and there are none without a factor', async () => {
      expect((await anna.call('/api/me/recovery-codes')).body.code).toBe('NO_SECOND_FACTOR');
      await anna.addPasskey();
      const { body } = await anna.call<RecoveryCodeList>('/api/me/recovery-codes');
      expect(body.codes).toHaveLength(10);
      const old = await anna.complete(await anna.ticket(), { recoveryCode: anna.recoveryCodes[0] });
      expect(old.body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await anna.complete(await anna.ticket(), { recoveryCode: body.codes[9] })).status).toBe(200);
    });

    it('are kept as hashes', async () => {
      await anna.addPasskey();
      const rows = await server.sql<{ hash: string }>('SELECT hash FROM recovery_codes');
      expect(rows.every(({ hash }) => /^[\w-]{43}$/.test(hash))).toBe(true);
    });
  });

  it('that are wrong are in the history, and what was asked for is not', async () => {
    await anna.addApp();
    const ticket = await anna.ticket();
    await anna.complete(ticket, { code: '000000' });
    await anna.complete(ticket, { code: anna.code(1) });
    const { body } = await server.client.get<ActivityPage>('/api/me/activity', { token: anna.token });
    expect(body.events.slice(0, 3).map(({ outcome, method, reason }) => [outcome, method, reason])).toEqual([
      ['success', 'password', undefined],
      ['failure', 'password', 'SECOND_FACTOR_INVALID'],
      ['success', 'password', undefined],
    ]);
  });

  it.each([
    ['password', (cara: Member) => cara.byPassword()],
    ['face', (cara: Member) => cara.byFace()],
  ])('that are asked for after a right %s are told to the owner, and are no failure', async (method, begin) => {
    const cara = await Member.signUp(server);
    await cara.addPasskey();
    await begin(cara);
    const { body } = await server.client.get<AccountEventPage>('/api/me/events?limit=1', { token: cara.token });
    expect(body.events).toMatchObject([
      { action: 'second-factor-asked', actor: 'unknown', outcome: 'success', method },
    ]);
  });

  it('are asked for after the password was recovered by mail', async () => {
    await anna.addPasskey();
    await server.sql('UPDATE users SET email_verified_at = now()');
    const { email } = anna.account.user;
    await server.client.post('/api/auth/recovery', { email });
    const { parsed } = await mails.next(email, 'Set a new password');
    const [, token] = /#([\w-]+)/.exec(parsed.text ?? '') ?? [];
    await server.client.post('/api/auth/recovery/complete', { token, password: PASSWORD });
    expect((await anna.byPassword()).body.code).toBe('SECOND_FACTOR_REQUIRED');
  });

  it('are in the export without their secrets, and gone with the account', async () => {
    anna = await Member.signUp(server);
    await anna.addPasskey();
    await anna.addApp();
    const archive = await server.client.get<Buffer>('/api/me/export', { token: anna.token });
    expect(archive.status).toBe(200);
    const text = archive.body.toString('latin1');
    for (const secret of [anna.secret, anna.recoveryCodes[0]!]) expect(text).not.toContain(secret);
    await server.client.delete('/api/me', { token: anna.token, body: { password: PASSWORD } });
    for (const table of ['passkeys', 'totp_secrets', 'recovery_codes', 'second_factor_tickets', 'passkey_challenges'])
      expect(await server.sql(`SELECT 1 FROM ${table} WHERE user_id = $1`, [anna.account.user.id])).toEqual([]);
    anna = await Member.signUp(server);
  });

  it('leave the other sessions as they are when a second one is added', async () => {
    await anna.addPasskey();
    await anna.byPasskey();
    await anna.addApp();
    const { body } = await server.client.get<SessionList>('/api/me/sessions', { token: anna.token });
    expect(body.sessions).toHaveLength(2);
  });
});
