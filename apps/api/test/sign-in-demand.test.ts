import {
  CONSENT_VERSION,
  type FactorList,
  type PasskeyRequestOptions,
  type Problem,
  type SignedIn,
  type UserProfile,
} from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { base64, image, PASSWORD } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { Visitor } from './support/visitor.js';

const CLOSED = ['/api/me/faces', '/api/me/sessions', '/api/me/activity', '/api/me/export'];
const OPEN = ['/api/me', '/api/me/factors'];

describeOnEachDatabase('face+passkey demanded of everybody', (database) => {
  let server: TestServer;
  let anna: Member;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_SIGN_IN: 'face+passkey' });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql('DELETE FROM users');
    anna = await Member.signUp(server);
  });

  const get = (path: string, token: string) => server.client.get<never>(path, { token });
  async function demandLimited(token: string, methods: string[]): Promise<void> {
    for (const path of CLOSED)
      expect((await get(path, token)).body).toMatchObject({ code: 'FACTOR_REQUIRED', methods });
    for (const path of OPEN) expect((await get(path, token)).status).toBe(200);
    const erased = await server.client.delete('/api/me', { token, body: { password: PASSWORD } });
    expect(erased.body.code).toBe('FACTOR_REQUIRED');
    const renamed = await server.client.patch<UserProfile & { code: string }>(
      '/api/me',
      { username: 'eve' },
      { token },
    );
    expect(renamed.body.code).toBe('FACTOR_REQUIRED');
  }
  /** By password and passkey, after the consent to the face was withdrawn. */
  async function logInWithoutAFace(): Promise<string> {
    await anna.addPasskey();
    const whole = (await anna.completeByPasskey((await anna.byFace()).body.ticket)).body.accessToken;
    expect((await server.client.delete('/api/me/consent', { token: whole })).status).toBe(204);
    const { body } = await anna.completeByPasskey(await anna.ticket());
    expect(body.missing).toEqual(['face']);
    return body.accessToken;
  }
  const stepUpByFace = async (token: string) =>
    server.client.post<SignedIn>('/api/auth/step-up', { image: await base64(personA.otherFront) }, { token });

  it('leads from the sign-up to a passkey, which opens the rest', async () => {
    expect(anna.account.missing).toEqual(['passkey']);
    await demandLimited(anna.token, ['passkey']);
    const { body } = await anna.addPasskey();
    expect(body.missing).toBeUndefined();
    expect((await get('/api/me/faces', body.accessToken)).status).toBe(200);
    const { demanded } = (await get('/api/me/factors', body.accessToken)).body as FactorList;
    expect(demanded).toBe('face+passkey');
  });

  it('is met by both in one log-in', async () => {
    await anna.addPasskey();
    const { body } = await anna.completeByPasskey((await anna.byFace()).body.ticket);
    expect(body.missing).toBeUndefined();
    for (const path of CLOSED) expect((await get(path, body.accessToken)).status).toBe(200);
  });

  it('is not met by a password, also not with the passkey, until the face is shown', async () => {
    await anna.addPasskey();
    expect((await anna.byPassword()).body.code).toBe('SECOND_FACTOR_REQUIRED');
    const { body } = await anna.completeByPasskey(await anna.ticket());
    expect(body.missing).toEqual(['face']);
    await demandLimited(body.accessToken, ['face']);
    const whole = await stepUpByFace(body.accessToken);
    expect(whole.body.missing).toBeUndefined();
    expect((await get('/api/me/faces', whole.body.accessToken)).status).toBe(200);
  });

  it('is not met by the passkey alone, nor by a face and a code', async () => {
    await anna.addPasskey();
    const { body } = await anna.byPasskey();
    expect(body.missing).toEqual(['face']);
    await demandLimited(body.accessToken, ['face']);
    const byCode = await anna.complete((await anna.byFace()).body.ticket, { recoveryCode: anna.recoveryCodes[0] });
    await demandLimited(byCode.body.accessToken, ['passkey']);
  });

  it('stays after a refresh, and at the live socket', async () => {
    const { refreshToken } = await anna.byPassword();
    const { body } = await server.client.post<SignedIn>('/api/auth/refresh', undefined, { refreshToken });
    expect(body.missing).toEqual(['face', 'passkey']);
    await demandLimited(body.accessToken, ['face', 'passkey']);
    const visitor = await new Visitor(server).open();
    visitor.send({ type: 'start', purpose: 'watch', accessToken: body.accessToken });
    expect(await visitor.next('result')).toMatchObject({ code: 'FACTOR_REQUIRED' });
    visitor.leave();
  });

  describe('of who withdrew the consent to the face', () => {
    let token: string;
    beforeEach(async () => {
      token = await logInWithoutAFace();
    });

    const post = (path: string, body: object) => server.client.post<SignedIn & Problem>(path, body, { token });

    it('leaves a way to give it again, and from there to a whole session', async () => {
      expect((await get('/api/me/consent', token)).body).not.toHaveProperty('given');
      expect((await get('/api/me/faces', token)).body).toMatchObject({ faces: [] });
      expect((await post('/api/me/consent', { version: CONSENT_VERSION })).status).toBe(200);
      expect((await post('/api/me/faces', await image(personA.front))).status).toBe(201);
      // There is one to show now.
      await demandLimited(token, ['face']);
      const whole = await stepUpByFace(token);
      expect(whole.body.missing).toBeUndefined();
      for (const path of CLOSED) expect((await get(path, whole.body.accessToken)).status).toBe(200);
    });

    it('leaves the rights to take all along and to be erased', async () => {
      expect((await get('/api/me/export', token)).status).toBe(200);
      const erase = (password: string) => server.client.delete('/api/me', { token, body: { password } });
      expect((await erase('not hers')).body.code).toBe('CREDENTIALS_INVALID');
      expect((await erase(PASSWORD)).status).toBe(204);
    });

    it('opens nothing without a fresh proof, and nothing else', async () => {
      for (const path of ['/api/me/sessions', '/api/me/activity'])
        expect((await get(path, token)).body).toMatchObject({ code: 'FACTOR_REQUIRED', methods: ['face'] });
      const longAgo = `now() - interval '1 hour'`;
      await server.sql(`UPDATE sessions SET authenticated_at = ${longAgo}, second_factor_at = ${longAgo}`);
      const problem = { code: 'STEP_UP_REQUIRED', methods: ['passkey'] };
      expect((await get('/api/me/export', token)).body).toMatchObject(problem);
      expect((await post('/api/me/faces', await image(personA.front))).body).toMatchObject(problem);
    });

    it('is no way past the passkey', async () => {
      const [recoveryCode] = anna.recoveryCodes;
      const byCode = (await anna.complete(await anna.ticket(), { recoveryCode })).body.accessToken;
      for (const path of ['/api/me/faces', '/api/me/export', '/api/me/consent'])
        expect((await get(path, byCode)).body).toMatchObject({ code: 'FACTOR_REQUIRED', methods: ['passkey'] });
      const erased = await server.client.delete('/api/me', { token: byCode, body: { password: PASSWORD } });
      expect(erased.body).toMatchObject({ code: 'FACTOR_REQUIRED', methods: ['passkey'] });
    });
  });

  it('keeps the last passkey', async () => {
    await anna.addPasskey();
    await anna.addApp();
    const { passkeys } = (await get('/api/me/factors', anna.token)).body as FactorList;
    const remove = () => server.client.delete(`/api/me/passkeys/${passkeys[0]!.id}`, { token: anna.token });
    expect((await remove()).body.code).toBe('LAST_FACTOR');
    await anna.addPasskey({}, 'Phone');
    expect((await remove()).status).toBe(204);
  });

  it('lets who lost the passkey register another one, after face and recovery code', async () => {
    await anna.addPasskey();
    const begun = await anna.byFace();
    const { body } = await anna.complete(begun.body.ticket, { recoveryCode: anna.recoveryCodes[0] });
    anna.token = body.accessToken;
    expect((await anna.addPasskey({}, 'New one')).body.missing).toBeUndefined();
  });

  it('offers a challenge for the step-up to a limited session', async () => {
    await anna.addPasskey();
    const token = (await anna.complete((await anna.byFace()).body.ticket, { recoveryCode: anna.recoveryCodes[0] })).body
      .accessToken;
    const { body } = await server.client.post<PasskeyRequestOptions>('/api/auth/step-up/options', undefined, { token });
    const passkey = anna.authenticator.get(body);
    const stepped = await server.client.post<SignedIn>('/api/auth/step-up', { passkey }, { token });
    expect(stepped.body.missing).toBeUndefined();
  });
});

describeOnEachDatabase('a second factor demanded of everybody', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_SIGN_IN: 'second-factor' });
  });
  afterAll(() => server?.stop());

  it('is met by an app or a passkey, and the last one stays', async () => {
    const anna = await Member.signUp(server);
    expect(anna.account.missing).toEqual(['passkey', 'totp']);
    expect((await server.client.get('/api/me/faces', { token: anna.token })).body.code).toBe('FACTOR_REQUIRED');
    expect((await anna.addApp()).body.missing).toBeUndefined();
    expect((await server.client.get('/api/me/faces', { token: anna.token })).status).toBe(200);
    const removed = await server.client.delete('/api/me/authenticator-app', { token: anna.token });
    expect(removed.body.code).toBe('LAST_FACTOR');
    const ben = await anna.complete(await anna.ticket(), { code: anna.code(1) });
    expect(ben.body.missing).toBeUndefined();
  });
});
