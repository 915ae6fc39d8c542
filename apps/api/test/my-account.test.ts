import { createPublicKey, verify } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ErasureReceipt,
  type JsonWebKeySet,
  type SignedIn,
  type StoredFacial,
  type UserProfile,
} from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const NEW_PASSWORD = 'another quiet bicycle';

describeOnEachDatabase('my account', (database) => {
  let server: TestServer;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben', email: 'ben@example.org' }));
  });
  afterAll(() => server?.stop());

  const me = async (token: string) =>
    (await server.client.get<UserProfile & { code: string }>('/api/me', { token })).body;
  const logIn = (username: string, password = PASSWORD) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/login', { username, password });
  const change = (token: string, body: unknown) =>
    server.client.patch<UserProfile & { code: string; errors: { field: string; code: string }[] }>('/api/me', body, {
      token,
    });

  describe('changes', () => {
    let anna: StoredFacial;
    beforeEach(async () => {
      await server.sql('DELETE FROM users WHERE id <> $1', [ben.user.id]);
      ({ body: anna } = await signUp(server.client, await imagesOfA(), {
        username: 'anna',
        email: 'anna@example.org',
      }));
    });
    const changeMine = (body: unknown) => change(anna.accessToken, body);

    it('its username without a password, and one logs in by it', async () => {
      const { status, body } = await changeMine({ username: '  Änna ' });
      const { id, email, emailVerified, role, faceLogIn, createdAt } = anna.user;
      expect({ status, body }).toEqual({
        status: 200,
        body: { id, email, emailVerified, role, faceLogIn, createdAt, username: 'Änna' },
      });
      expect((await logIn('änna')).status).toBe(200);
      expect((await logIn('anna')).status).toBe(401);
    });

    it('its e-mail address with the password only', async () => {
      const email = 'anna@example.com';
      expect(await changeMine({ email })).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION_FAILED', errors: [{ field: 'currentPassword' }] },
      });
      expect(await changeMine({ email, currentPassword: 'not hers' })).toMatchObject({
        status: 401,
        body: { code: 'CREDENTIALS_INVALID', errors: [{ field: 'currentPassword', code: 'CREDENTIALS_INVALID' }] },
      });
      expect((await me(anna.accessToken)).email).toBe('anna@example.org');
      expect((await changeMine({ email, currentPassword: PASSWORD })).body.email).toBe(email);
      expect((await logIn(email)).status).toBe(200);
      expect((await logIn('anna@example.org')).status).toBe(401);
    });

    it('its password, which ends all other sessions and keeps this one', async () => {
      const elsewhere = await logIn('anna');
      const answer = await changeMine({ password: NEW_PASSWORD, currentPassword: PASSWORD });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: anna.user });
      expect((await me(elsewhere.body.accessToken)).code).toBe('SESSION_REVOKED');
      const refresh = await server.client.post('/api/auth/refresh', undefined, {
        refreshToken: elsewhere.refreshToken,
      });
      expect(refresh.body.code).toBe('SESSION_REVOKED');
      expect((await me(anna.accessToken)).username).toBe('anna');
      expect((await logIn('anna')).status).toBe(401);
      expect((await logIn('anna', NEW_PASSWORD)).status).toBe(200);
    });

    it('nothing at all when one part of it does not go', async () => {
      const body = { username: 'ben', email: 'new@example.org', password: NEW_PASSWORD, currentPassword: PASSWORD };
      const elsewhere = await logIn('anna');
      expect(await changeMine(body)).toMatchObject({ status: 409, body: { code: 'USERNAME_TAKEN' } });
      expect(await me(anna.accessToken)).toEqual(anna.user);
      expect(await me(elsewhere.body.accessToken)).toEqual(anna.user);
      expect((await logIn('anna')).status).toBe(200);
    });

    it.each([
      [{ username: 'BEN' }, 'USERNAME_TAKEN'],
      [{ email: 'Ben@Example.org', currentPassword: PASSWORD }, 'EMAIL_TAKEN'],
    ])('not to what is another’s: %j', async (body, code) => {
      expect(await changeMine(body)).toMatchObject({ status: 409, body: { code } });
    });

    it('nothing for what is as it was, without asking for a password', async () => {
      const { status, body } = await changeMine({ username: 'anna', email: 'anna@example.org' });
      expect({ status, body }).toEqual({ status: 200, body: anna.user });
      expect((await changeMine({})).body).toEqual(anna.user);
    });

    it.each([
      [{ password: 'short', currentPassword: PASSWORD }, 'password'],
      [{ email: 'no address', currentPassword: PASSWORD }, 'email'],
      [{ username: 'a b' }, 'username'],
      [{ username: '..' }, 'username'],
      [{ username: 5 }, 'username'],
      [{ password: ['x'.repeat(20)], currentPassword: PASSWORD }, 'password'],
      [{ password: NEW_PASSWORD, currentPassword: 'x'.repeat(5000) }, 'currentPassword'],
    ])('not to %j', async (body, field) => {
      const answer = await changeMine(body);
      expect(answer).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
      expect(answer.body.errors[0]!.field).toBe(field);
    });

    it('nothing that is not the person’s to change', async () => {
      const fields = { id: ben.user.id, passwordHash: 'x', facialData: {}, consentVersion: 'x', createdAt: 'x' };
      const before = await server.sql('SELECT * FROM users ORDER BY id');
      expect((await changeMine({ ...fields, __proto__: { role: 'x' }, role: 'operator' })).body).toEqual(anna.user);
      expect(await server.sql('SELECT * FROM users ORDER BY id')).toEqual(before);
    });

    it('its password once, when two are set at the same time', async () => {
      const passwords = ['the first new one', 'the second new one'];
      const answers = await Promise.all(
        passwords.map((password) => changeMine({ password, currentPassword: PASSWORD })),
      );
      const codes = answers.map(({ status }) => status).toSorted((one, other) => one - other);
      expect(codes).toEqual([200, 401]);
      const logIns = await Promise.all(passwords.map((password) => logIn('anna', password)));
      expect(logIns.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
    });

    it('only for who is signed in', async () => {
      expect((await server.client.patch('/api/me', { username: 'x' })).body.code).toBe('UNAUTHENTICATED');
      expect((await server.client.delete('/api/me', { body: { password: PASSWORD } })).body.code).toBe(
        'UNAUTHENTICATED',
      );
      expect((await server.client.get('/api/me/export')).body.code).toBe('UNAUTHENTICATED');
    });
  });

  describe('erased by its owner', () => {
    let anna: StoredFacial;
    beforeAll(async () => {
      await server.sql('DELETE FROM users WHERE id <> $1', [ben.user.id]);
      ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    });
    const erase = (body: unknown, token = anna.accessToken) => server.client.delete('/api/me', { token, body });

    it.each([
      [{ password: 'not hers' }, 401, 'CREDENTIALS_INVALID'],
      [{}, 400, 'VALIDATION_FAILED'],
      [undefined, 400, 'VALIDATION_FAILED'],
      [{ password: null }, 400, 'VALIDATION_FAILED'],
      [{ password: true }, 400, 'VALIDATION_FAILED'],
    ])('not with %j', async (body, status, code) => {
      expect(await erase(body)).toMatchObject({ status, body: { code } });
      expect(await me(anna.accessToken)).toEqual(anna.user);
    });

    it('leaves nothing, in no session, file, row or index, and others alone', async () => {
      const elsewhere = await logIn('anna');
      expect(await erase({ password: PASSWORD })).toMatchObject({ status: 204, refreshToken: '' });
      for (const token of [anna.accessToken, elsewhere.body.accessToken])
        expect((await me(token)).code).toBe('SESSION_REVOKED');
      expect((await logIn('anna')).status).toBe(401);
      const face = await server.client.post('/api/user/facial/recognize', { image: await base64(personA.otherFront) });
      expect(face.status).toBe(401);
      for (const table of ['users', 'sessions', 'consents', 'audit_events'])
        expect(JSON.stringify(await server.sql(`SELECT * FROM ${table}`))).not.toContain(anna.user.id);
      expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(anna.user.id);
      expect((await logIn('ben')).status).toBe(200);
    });

    it('gives who asks for it a receipt that names nobody, signed by a key that is published', async () => {
      const { body: carl } = await signUp(server.client, await imagesOfA(), { username: 'carl' });
      await logIn('carl');
      const answer = await server.client.delete<ErasureReceipt>('/api/me', {
        token: carl.accessToken,
        body: { password: PASSWORD },
        headers: { Prefer: 'respond-async, return=representation' },
      });
      expect({ status: answer.status, refreshToken: answer.refreshToken }).toEqual({ status: 200, refreshToken: '' });
      expect(answer.headers.get('preference-applied')).toBe('return=representation');
      const { proof, ...receipt } = answer.body;
      // The account, two sessions with a token each are of them, a consent, and mails.
      expect(receipt.destroyed).toMatchObject({
        dataKeys: 1,
        templates: 3,
        pictures: 3,
        indexEntries: 1,
        auditEvents: 3,
      });
      expect(receipt.destroyed.rows).toBeGreaterThanOrEqual(4);
      expect(JSON.stringify(receipt)).not.toContain(carl.user.id);
      const { body } = await server.client.get<JsonWebKeySet>('/api/.well-known/jwks.json');
      const { kty, crv, x, y } = body.keys[0]!;
      const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
      const [head, claims = '', signature = ''] = proof.split('.');
      const signed = Buffer.from(`${head}.${claims}`);
      const holds = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
      expect(holds).toBe(true);
      expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject(receipt);
      // It opens nothing.
      expect((await me(proof)).code).toBe('UNAUTHENTICATED');
      const [event] = await server.sql(`SELECT action, actor, origin FROM audit_events WHERE detail = $1`, [
        receipt.id,
      ]);
      expect(event).toEqual({ action: 'account-erased', actor: 'self', origin: null });
    });
  });
});
