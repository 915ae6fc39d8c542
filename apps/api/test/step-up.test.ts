import { personA, personB } from '@facegate/test-footage';
import type { AccountEventPage, Problem, SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { newNonce } from './support/live-person.js';
import { proofOf } from './support/live-proofs.js';
import { base64, image, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

interface Claims {
  sid: string;
  amr: string[];
  acr: string;
  auth_time: number;
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims;

describeOnEachDatabase('step-up', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
  });
  afterAll(() => server?.stop());

  const logIn = () => server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
  const stepUp = (token: string | undefined, proof: object, refreshToken?: string) =>
    server.client.post<SignedIn & Problem>('/api/auth/step-up', proof, { token, refreshToken });
  const refresh = (refreshToken: string | undefined) =>
    server.client.post<SignedIn & Problem>('/api/auth/refresh', undefined, { refreshToken });
  const me = (token: string) => server.client.get('/api/me', { token });
  /** A log-in that is this many seconds old. */
  async function logInOf(age: number) {
    const answer = await logIn();
    const { sid } = claimsOf(answer.body.accessToken);
    await server.sql(`UPDATE sessions SET authenticated_at = now() - $1 * interval '1 second' WHERE id = $2`, [
      age,
      sid,
    ]);
    return answer;
  }

  describe('is asked for', () => {
    const GUARDED: [string, (token: string) => Promise<{ status: number; body: unknown }>][] = [
      ['before the export of one’s data', (token) => server.client.get('/api/me/export', { token })],
      [
        'before a face is added',
        async (token) => server.client.post('/api/me/faces', await image(personA.otherFront), { token }),
      ],
      ['for what a page does in two steps', (token) => server.client.get('/api/auth/step-up', { token })],
      ['before a face is removed', (token) => server.client.delete(`/api/me/faces/${anna.faces[0]!.id}`, { token })],
    ];

    it.each(GUARDED)('%s, when the log-in is older than five minutes', async (_name, act) => {
      const { accessToken } = (await logInOf(301)).body;
      expect(await act(accessToken)).toMatchObject({
        status: 403,
        body: { code: 'STEP_UP_REQUIRED', methods: ['password', 'face'] },
      });
      const { body } = await stepUp(accessToken, { password: PASSWORD });
      expect((await act(body.accessToken)).status).toBeLessThan(300);
    });

    it('not before that, and not for the rest', async () => {
      const fresh = (await logInOf(299)).body.accessToken;
      expect((await server.client.get('/api/me/export', { token: fresh })).status).toBe(200);
      const old = (await logInOf(100_000)).body.accessToken;
      for (const path of ['/api/me', '/api/me/faces', '/api/me/sessions', '/api/me/activity'])
        expect((await server.client.get(path, { token: old })).status).toBe(200);
    });

    it('after a refresh as before it: that proves nothing about the person', async () => {
      const { refreshToken } = await logInOf(301);
      const { body } = await refresh(refreshToken);
      expect((await server.client.get('/api/me/export', { token: body.accessToken })).body.code).toBe(
        'STEP_UP_REQUIRED',
      );
    });

    it('never of who is not signed in', async () => {
      expect((await server.client.get('/api/me/export')).body.code).toBe('UNAUTHENTICATED');
    });
  });

  describe('with a proof', () => {
    it('puts a new session in the place of the old one, which is dead at once', async () => {
      const before = await logInOf(3600);
      const after = await stepUp(before.body.accessToken, { password: PASSWORD }, before.refreshToken);
      expect(after).toMatchObject({ status: 200, body: { user: { id: anna.user.id }, method: 'password' } });
      const [old, fresh] = [claimsOf(before.body.accessToken), claimsOf(after.body.accessToken)];
      expect(fresh.sid).not.toBe(old.sid);
      expect(fresh.auth_time).toBeGreaterThan(Date.now() / 1000 - 60);
      expect((await me(before.body.accessToken)).body.code).toBe('SESSION_REVOKED');
      expect((await refresh(before.refreshToken)).body.code).toBe('SESSION_REVOKED');
      expect((await me(after.body.accessToken)).status).toBe(200);
      const refreshed = await refresh(after.refreshToken);
      expect(claimsOf(refreshed.body.accessToken)).toMatchObject({ sid: fresh.sid, auth_time: fresh.auth_time });
    });

    it('keeps what was shown before, and the way in', async () => {
      const { body } = await logIn();
      const face = await stepUp(body.accessToken, { image: await base64(personA.otherFront) });
      expect(face.body.method).toBe('password');
      expect(claimsOf(face.body.accessToken)).toMatchObject({ amr: ['pwd', 'face'], acr: 'aal1' });
    });

    it('counts once when it is sent many times at once', async () => {
      const { accessToken } = (await logIn()).body;
      const answers = await Promise.all([1, 2, 3, 4].map(() => stepUp(accessToken, { password: PASSWORD })));
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    });

    it('ends no other session', async () => {
      const [one, other] = [await logIn(), await logIn()];
      await stepUp(one.body.accessToken, { password: PASSWORD });
      expect((await me(other.body.accessToken)).status).toBe(200);
    });
  });

  describe('changes nothing', () => {
    it.each<[string, () => object | Promise<object>, string]>([
      ['with a wrong password', () => ({ password: 'not hers' }), 'CREDENTIALS_INVALID'],
      ['with another face', async () => ({ image: await base64(personB.front) }), 'FACE_NOT_RECOGNIZED'],
      ['with something that is no picture', () => ({ image: 'AAAA' }), 'IMAGE_INVALID'],
      ['with nothing', () => ({}), 'VALIDATION_FAILED'],
      ['with null', () => ({ password: null, image: null }), 'VALIDATION_FAILED'],
      ['with two proofs', async () => ({ password: PASSWORD, image: 'AAAA' }), 'VALIDATION_FAILED'],
      ['with an empty password', () => ({ password: '' }), 'VALIDATION_FAILED'],
    ])('%s', async (_name, proof, code) => {
      const before = await logInOf(301);
      const refused = await stepUp(before.body.accessToken, await proof(), before.refreshToken);
      expect(refused).toMatchObject({ body: { code }, setCookie: undefined });
      expect((await server.client.get('/api/me/export', { token: before.body.accessToken })).status).toBe(403);
      expect((await refresh(before.refreshToken)).status).toBe(200);
    });

    it('and is seen by the owner, wherever it was tried', async () => {
      const token = (await logIn()).body.accessToken;
      const wrong = 'not hers';
      await stepUp(token, { password: wrong });
      await stepUp(token, { code: '000000' });
      await server.client.delete('/api/me', { token, body: { password: wrong } });
      await server.client.patch('/api/me', { email: 'eve@example.org', currentPassword: wrong }, { token });
      const { body } = await server.client.get<AccountEventPage>('/api/me/events?limit=4', { token });
      expect(body.events.map(({ action, outcome, reason }) => `${action} ${outcome} ${reason}`)).toEqual([
        'step-up failure CREDENTIALS_INVALID',
        'step-up failure CREDENTIALS_INVALID',
        'step-up failure SECOND_FACTOR_INVALID',
        'step-up failure CREDENTIALS_INVALID',
      ]);
    });

    it('for who is not signed in, or not any more', async () => {
      expect((await stepUp(undefined, { password: PASSWORD })).body.code).toBe('UNAUTHENTICATED');
      const { body, refreshToken } = await logIn();
      await server.client.post('/api/auth/logout', undefined, { refreshToken });
      expect((await stepUp(body.accessToken, { password: PASSWORD })).body.code).toBe('SESSION_REVOKED');
    });

    it('by a refresh cookie alone', async () => {
      const { refreshToken } = await logIn();
      expect((await stepUp(undefined, { password: PASSWORD }, refreshToken)).body.code).toBe('UNAUTHENTICATED');
    });
  });
});

describeOnEachDatabase('step-up by face, with liveness on', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on' });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  beforeEach(async () => {
    for (const table of ['attempt_counts', 'liveness_proofs']) await server.sql(`DELETE FROM ${table}`);
  });
  afterAll(() => server?.stop());

  /** Of a log-in that is an hour old. */
  async function oldToken(): Promise<string> {
    const { body } = await server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD });
    const { sid } = claimsOf(body.accessToken);
    await server.sql(`UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE id = $1`, [sid]);
    return body.accessToken;
  }
  const session = (pictures = [personA.otherFront, personA.otherLeft], userId = anna.user.id) =>
    proofOf(server, pictures, { purpose: 'step-up', userId });
  const stepUp = (token: string, proof: object) =>
    server.client.post<SignedIn & Problem>('/api/auth/step-up', proof, { token });
  const exportOf = async (token: string) => (await server.client.get('/api/me/export', { token })).status;

  it('asks for a live check like the log-in', async () => {
    const proof = { image: await base64(personA.otherFront) };
    const token = await oldToken();
    expect((await stepUp(token, proof)).body).toMatchObject({ code: 'LIVENESS_REQUIRED', fallback: 'password' });
    expect((await stepUp(token, { ...proof, livenessToken: 'made up' })).body.code).toBe('LIVENESS_INVALID');
  });

  it('takes a proof of the account’s own session, once, with a frame of it or without', async () => {
    const { fields } = await session();
    const { status, body } = await stepUp(await oldToken(), fields);
    expect([status, await exportOf(body.accessToken)]).toEqual([200, 200]);
    expect(claimsOf(body.accessToken).amr).toEqual(['pwd', 'face']);
    const again = await stepUp(body.accessToken, fields);
    expect([again.status, again.body.code]).toEqual([403, 'LIVENESS_INVALID']);
    const other = await session();
    const proof = { ...other.fields, image: other.images[1]!.data };
    expect((await stepUp(await oldToken(), proof)).status).toBe(200);
  });

  it.each<[string, () => Promise<object>, number, string]>([
    [
      'of another purpose',
      async () => (await proofOf(server, [personA.otherFront], { purpose: 'sign-in', name: 'anna' })).fields,
      403,
      'LIVENESS_INVALID',
    ],
    [
      'of another purpose of the account',
      async () => (await proofOf(server, [personA.otherFront], { purpose: 'add-face', userId: anna.user.id })).fields,
      403,
      'LIVENESS_INVALID',
    ],
    [
      'of another account with the same face',
      async () => (await session([personA.otherFront], ben.user.id)).fields,
      403,
      'LIVENESS_INVALID',
    ],
    ['with another nonce', async () => ({ ...(await session()).fields, nonce: newNonce() }), 403, 'LIVENESS_INVALID'],
    ['without a nonce', async () => ({ ...(await session()).fields, nonce: undefined }), 403, 'LIVENESS_INVALID'],
    [
      'that is too late',
      async () => {
        const { fields } = await session();
        await server.sql(`UPDATE liveness_proofs SET expires_at = now() - interval '1 second'`);
        return fields;
      },
      403,
      'LIVENESS_INVALID',
    ],
    [
      'with a picture of the person that is no frame of the session',
      async () => ({ ...(await session()).fields, image: await base64(personA.front) }),
      403,
      'LIVENESS_INVALID',
    ],
    [
      'of another face',
      async () => (await session([personB.otherFront, personB.left])).fields,
      401,
      'FACE_NOT_RECOGNIZED',
    ],
  ])('does not take a proof %s', async (_name, make, status, code) => {
    const token = await oldToken();
    const refused = await stepUp(token, await make());
    expect(refused).toMatchObject({ status, body: { code }, setCookie: undefined });
    expect(await exportOf(token)).toBe(403);
  });

  it.each<[string, () => object | Promise<object>]>([
    ['another nonce', () => ({ nonce: newNonce() })],
    ['a foreign picture', async () => ({ image: await base64(personA.front) })],
  ])('uses the proof up that came with %s', async (_name, change) => {
    const held = await session();
    const token = await oldToken();
    await stepUp(token, { ...held.fields, ...(await change()) });
    expect((await stepUp(token, held.fields)).body.code).toBe('LIVENESS_INVALID');
  });

  it('uses the proof of another face up', async () => {
    const { fields } = await session([personB.otherFront]);
    const token = await oldToken();
    const codes = [];
    for (let n = 0; n < 2; n++) codes.push((await stepUp(token, fields)).body.code);
    expect(codes).toEqual(['FACE_NOT_RECOGNIZED', 'LIVENESS_INVALID']);
  });
});
