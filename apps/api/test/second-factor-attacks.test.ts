import { generateKeyPairSync } from 'node:crypto';
import type { FactorList, PasskeyCreationOptions, PasskeyRequestOptions, SignedIn } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Authenticator, type Deviations } from './support/authenticator.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member, originOf } from './support/factors.js';
import { PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const FOREIGN_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

describeOnEachDatabase('no second factor is had', (database) => {
  let server: TestServer;
  let anna: Member;
  let ben: Member;
  beforeAll(async () => {
    server = await startServer(await database.create());
    anna = await Member.signUp(server);
    ben = await Member.signUp(server);
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await anna.startOver();
    await ben.startOver();
  });

  const options = async (path: string, body?: unknown, token?: string) =>
    (await server.client.post<PasskeyRequestOptions>(path, body, { token })).body;
  const send = async (path: string, passkey: unknown, more: object = {}, token?: string) =>
    (await server.client.post(path, { passkey, ...more }, { token })).body.code;

  const LIES: [string, Deviations][] = [
    ['from another origin', { origin: 'https://facegate.example' }],
    ['from another port', { origin: 'http://localhost:1' }],
    ['for another domain', { rpId: 'facegate.example' }],
    ['for a challenge of its own', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['in a frame of another site', { crossOrigin: true }],
    ['without the user being verified', { userVerified: false }],
    ['without the user being there', { userPresent: false }],
  ];

  describe('by an assertion', () => {
    beforeEach(() => anna.addPasskey());

    it.each<[string, Deviations]>([
      ...LIES,
      ['by another key', { key: FOREIGN_KEY }],
      ['that was made for a registration', { type: 'webauthn.create' }],
      ['with the handle of somebody else', { userHandle: Buffer.alloc(32, 7).toString('base64url') }],
      ['that does not say whose it is', { userHandle: null }],
    ])('%s', async (_name, deviations) => {
      expect((await anna.byPasskey(deviations)).body.code).toBe('PASSKEY_INVALID');
    });

    it('that was sent before, in whatever order', async () => {
      const passkey = anna.authenticator.get(await options('/api/auth/passkey/options'));
      const codes = await Promise.all([1, 2, 3].map(() => send('/api/auth/passkey', passkey)));
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(await send('/api/auth/passkey', passkey)).toBe('PASSKEY_INVALID');
    });

    it('whose challenge was used up by a wrong answer, or is too old', async () => {
      const asked = await options('/api/auth/passkey/options');
      await send('/api/auth/passkey', anna.authenticator.get(asked, { key: FOREIGN_KEY }));
      expect(await send('/api/auth/passkey', anna.authenticator.get(asked))).toBe('PASSKEY_INVALID');
      const old = await options('/api/auth/passkey/options');
      await server.sql(`UPDATE passkey_challenges SET expires_at = now() - interval '1 second'`);
      expect(await send('/api/auth/passkey', anna.authenticator.get(old))).toBe('PASSKEY_INVALID');
    });

    it('of a copy, which counts from where it was copied', async () => {
      await anna.byPasskey();
      const [key] = anna.authenticator.keys;
      key!.counter -= 1;
      expect((await anna.byPasskey()).body.code).toBe('PASSKEY_INVALID');
      key!.counter += 5;
      expect((await anna.byPasskey()).status).toBe(200);
    });

    it('to the challenge of another purpose, ticket or person', async () => {
      await ben.addPasskey();
      const ticket = await anna.ticket();
      const own = '/api/auth/second-factor';
      const wrong = [
        await options('/api/auth/passkey/options'),
        await options('/api/auth/step-up/options', undefined, anna.token),
        await options('/api/auth/second-factor/options', { ticket: await anna.ticket() }),
        await options('/api/auth/second-factor/options', { ticket: await ben.ticket() }),
      ];
      const [key] = anna.authenticator.keys;
      for (const { challenge } of wrong)
        expect(await send(own, anna.authenticator.assert(key!, challenge), { ticket })).toBe('PASSKEY_INVALID');
      const { challenge } = await options('/api/auth/second-factor/options', { ticket: await anna.ticket() });
      const assertion = anna.authenticator.assert(key!, challenge);
      expect(await send('/api/auth/passkey', assertion)).toBe('PASSKEY_INVALID');
      expect(await send('/api/auth/step-up', assertion, {}, anna.token)).toBe('PASSKEY_INVALID');
    });

    it('of somebody else’s passkey', async () => {
      await ben.addPasskey();
      const ticket = await anna.ticket();
      const { challenge } = await options('/api/auth/second-factor/options', { ticket });
      const [key] = ben.authenticator.keys;
      expect(await send('/api/auth/second-factor', ben.authenticator.assert(key!, challenge), { ticket })).toBe(
        'PASSKEY_INVALID',
      );
      const asked = await options('/api/auth/step-up/options', undefined, anna.token);
      const stepUp = ben.authenticator.assert(key!, asked.challenge);
      expect(await send('/api/auth/step-up', stepUp, {}, anna.token)).toBe('PASSKEY_INVALID');
    });

    it.each([
      ['clientDataJSON', 'bm90IEpTT04'],
      ['clientDataJSON', Buffer.from('null').toString('base64url')],
      ['clientDataJSON', Buffer.from('{"challenge":{"a":1}}').toString('base64url')],
      ['authenticatorData', 'AAAA'],
      ['signature', 'AAAA'],
      ['signature', 'not base64 ☃'],
    ])('with nonsense in its %s', async (field, value) => {
      const passkey = anna.authenticator.get(await options('/api/auth/passkey/options'));
      Object.assign(passkey.response, { [field]: value });
      expect(await send('/api/auth/passkey', passkey)).toBe('PASSKEY_INVALID');
    });
  });

  describe('by a registration', () => {
    it.each<[string, Deviations]>([...LIES, ['that was made for a log-in', { type: 'webauthn.get' }]])(
      '%s',
      async (_name, deviations) => {
        expect((await anna.addPasskey(deviations)).body.code).toBe('PASSKEY_INVALID');
        expect((await anna.byPassword()).status).toBe(200);
      },
    );

    it('for a challenge of somebody else', async () => {
      const { body } = await anna.call<PasskeyCreationOptions>('/api/me/passkeys/options');
      const credential = ben.authenticator.create(body);
      expect((await ben.call('/api/me/passkeys', { name: 'Mine', credential })).body.code).toBe('PASSKEY_INVALID');
    });

    it('of a passkey that is registered already', async () => {
      await anna.addPasskey();
      const { body } = await ben.call<PasskeyCreationOptions>('/api/me/passkeys/options');
      const copy = new Authenticator(originOf(server));
      const credential = copy.create(body);
      const id = anna.authenticator.keys[0]!.id;
      await server.sql('UPDATE passkeys SET credential_id = $1 WHERE credential_id = $2', [credential.id, id]);
      expect((await ben.call('/api/me/passkeys', { name: 'Mine', credential })).body.code).toBe('PASSKEY_REGISTERED');
    });

    it('in a session that has not shown who it is for a while', async () => {
      await server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour'`);
      for (const path of ['/api/me/passkeys/options', '/api/me/authenticator-app', '/api/me/recovery-codes'])
        expect((await anna.call(path)).body.code).toBe('STEP_UP_REQUIRED');
    });

    it('in a session that has not shown the second factor that there is', async () => {
      await anna.addPasskey();
      await server.sql(`UPDATE sessions SET amr = '{pwd}', second_factor_at = NULL`);
      const refused = await anna.call('/api/me/passkeys/options');
      expect(refused.body).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['passkey'] });
      const stepped = await anna.call<{ accessToken: string }>('/api/auth/step-up', { password: PASSWORD });
      anna.token = stepped.body.accessToken;
      expect((await anna.call('/api/me/passkeys/options')).body.code).toBe('STEP_UP_REQUIRED');
    });
  });

  it('and none is changed in a session that showed it long ago, by the password alone', async () => {
    await anna.addPasskey();
    const { body } = await server.client.get<FactorList>('/api/me/factors', { token: anna.token });
    const longAgo = `now() - interval '29 days'`;
    await server.sql(`UPDATE sessions SET authenticated_at = ${longAgo}, second_factor_at = ${longAgo}`);
    const stepUp = async (proof: object) => {
      anna.token = (await anna.call<SignedIn>('/api/auth/step-up', proof)).body.accessToken;
    };
    const renew = () => anna.call('/api/me/recovery-codes');
    const remove = () => server.client.delete(`/api/me/passkeys/${body.passkeys[0]!.id}`, { token: anna.token });
    const asked = () => server.client.get('/api/auth/step-up', { token: anna.token });
    await stepUp({ password: PASSWORD });
    for (const act of [asked, renew, remove])
      expect((await act()).body).toMatchObject({ code: 'STEP_UP_REQUIRED', methods: ['passkey'] });
    const challenge = await options('/api/auth/step-up/options', undefined, anna.token);
    await stepUp({ passkey: anna.authenticator.get(challenge) });
    expect([(await asked()).status, (await renew()).status, (await remove()).status]).toEqual([204, 201, 204]);
  });

  describe('by a code', () => {
    beforeEach(() => anna.addApp());

    it('that was used before, be it for the set-up, a log-in or a step-up', async () => {
      const code = anna.code(1);
      expect((await anna.complete(await anna.ticket(), { code })).status).toBe(200);
      expect((await anna.complete(await anna.ticket(), { code })).body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await anna.call('/api/auth/step-up', { code })).body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await anna.complete(await anna.ticket(), { code: anna.code(0) })).body.code).toBe(
        'SECOND_FACTOR_INVALID',
      );
    });

    it('sent many times at once: one is let in', async () => {
      const code = anna.code(1);
      const tickets = [await anna.ticket(), await anna.ticket(), await anna.ticket()];
      const answers = await Promise.all(tickets.map((ticket) => anna.complete(ticket, { code })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it.each([
      ['of long ago', () => anna.code(-3)],
      ['of the time to come', () => anna.code(3)],
      ['that is no number', () => 'abcdef'],
      ['that is too short', () => '12345'],
    ])('%s', async (_name, code) => {
      expect((await anna.complete(await anna.ticket(), { code: code() })).body.code).toBe('SECOND_FACTOR_INVALID');
    });

    it('of an app that was never confirmed', async () => {
      const setup = await ben.call<{ secret: string }>('/api/me/authenticator-app');
      ben.secret = setup.body.secret;
      await ben.addPasskey();
      expect((await ben.complete(await ben.ticket(), { code: ben.code() })).body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await ben.call('/api/auth/step-up', { code: ben.code() })).body.code).toBe('SECOND_FACTOR_INVALID');
    });

    it('by guessing: five tries kill the ticket, twenty an hour the guessing', async () => {
      anna = await Member.signUp(server);
      await anna.addApp();
      const ticket = await anna.ticket();
      for (const _ of [1, 2, 3, 4, 5])
        expect((await anna.complete(ticket, { code: '000000' })).body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await anna.complete(ticket, { code: anna.code(1) })).body.code).toBe('TICKET_INVALID');
      const codes: unknown[] = [];
      for (let tries = 0; tries < 16; tries += 1)
        codes.push((await anna.complete(await anna.ticket(), { code: '000000' })).body.code);
      expect(codes.filter((code) => code === 'SECOND_FACTOR_INVALID')).toHaveLength(15);
      const last = await anna.complete(await anna.ticket(), { code: anna.code(1) });
      expect(last.body.code).toBe('TOO_MANY_ATTEMPTS');
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
      // Whoever guessed knows the password: they must not keep the owner out for good.
      expect((await anna.complete(await anna.ticket(), { recoveryCode: anna.recoveryCodes[0] })).status).toBe(200);
    });

    it('by guessing with many at once', async () => {
      anna = await Member.signUp(server);
      await anna.addApp();
      const ticket = await anna.ticket();
      const answers = await Promise.all(Array.from({ length: 12 }, () => anna.complete(ticket, { code: '000000' })));
      expect(answers.filter(({ body }) => body.code === 'SECOND_FACTOR_INVALID')).toHaveLength(5);
    });
  });

  describe('by a ticket', () => {
    beforeEach(() => anna.addPasskey());

    it('alone, or with two proofs, or with none of this account', async () => {
      await ben.addApp();
      const ticket = await anna.ticket();
      expect((await anna.complete(ticket, {})).body.code).toBe('VALIDATION_FAILED');
      const [recoveryCode] = anna.recoveryCodes;
      expect((await anna.complete(ticket, { code: '123456', recoveryCode })).body.code).toBe('VALIDATION_FAILED');
      expect((await anna.complete(ticket, { code: ben.code(1) })).body.code).toBe('SECOND_FACTOR_INVALID');
      expect((await anna.complete(ticket, { recoveryCode: ben.recoveryCodes[0] })).body.code).toBe(
        'SECOND_FACTOR_INVALID',
      );
    });

    it('that was used, is too old, or was made up', async () => {
      const ticket = await anna.ticket();
      const [first, second, third] = anna.recoveryCodes;
      expect((await anna.complete(ticket, { recoveryCode: first })).status).toBe(200);
      expect((await anna.complete(ticket, { recoveryCode: second })).body.code).toBe('TICKET_INVALID');
      const old = await anna.ticket();
      await server.sql(`UPDATE second_factor_tickets SET expires_at = now() - interval '1 second'`);
      expect((await anna.complete(old, { recoveryCode: second })).body.code).toBe('TICKET_INVALID');
      expect((await anna.complete('made up', { recoveryCode: third })).body.code).toBe('TICKET_INVALID');
      const asked = await server.client.post('/api/auth/second-factor/options', { ticket: 'made up' });
      expect(asked.body.code).toBe('TICKET_INVALID');
    });

    it('as an access token, or kept in the clear', async () => {
      const ticket = await anna.ticket();
      expect((await server.client.get('/api/me', { token: ticket })).body.code).toBe('UNAUTHENTICATED');
      expect(JSON.stringify(await server.sql('SELECT * FROM second_factor_tickets'))).not.toContain(ticket);
    });

    it('with a wrong password: it is not even told that there is a second factor', async () => {
      const login = { username: anna.username, password: 'not the password' };
      expect((await server.client.post('/api/auth/login', login)).body).toMatchObject({ code: 'CREDENTIALS_INVALID' });
    });
  });

  it('by a page of another site', async () => {
    const headers = { Origin: 'https://evil.example' };
    for (const path of [
      '/api/auth/passkey/options',
      '/api/auth/passkey',
      '/api/auth/second-factor/options',
      '/api/auth/second-factor',
    ])
      expect((await server.client.post(path, {}, { headers })).body.code).toBe('ORIGIN_FORBIDDEN');
  });

  it('by the id of an account in what an authenticator keeps', async () => {
    const { body } = await anna.call<PasskeyCreationOptions>('/api/me/passkeys/options');
    const handle = Buffer.from(body.user.id, 'base64url');
    expect(handle).toHaveLength(32);
    expect(handle.toString('latin1')).not.toContain(anna.account.user.id);
  });
});
