import { createPublicKey, verify } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AccountEvent,
  CONSENT_VERSION,
  type ErasureReceipt,
  type JsonWebKeySet,
  type SignedIn,
  type StoredFacial,
  type UserProfile,
} from '@facegate/contracts';
import { personA } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
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
      const { id, email, emailVerified, role, createdAt } = anna.user;
      expect({ status, body }).toEqual({
        status: 200,
        body: { id, email, emailVerified, role, createdAt, username: 'Änna' },
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

  describe('as a file', () => {
    let anna: StoredFacial;
    beforeAll(async () => {
      await server.sql('DELETE FROM users WHERE id <> $1', [ben.user.id]);
      ({ body: anna } = await signUp(server.client, await imagesOfA(), {
        username: 'anna',
        email: 'anna@example.org',
      }));
      await logIn('anna', 'a wrong one');
    });

    const open = async () => {
      const answer = await server.client.get<Buffer>('/api/me/export', { token: anna.accessToken });
      expect(answer.status).toBe(200);
      const files = unzipSync(answer.body);
      const read = (name: string): unknown => JSON.parse(strFromU8(files[name]!));
      return { ...answer, files, read };
    };

    it('has everything that is stored of the person', async () => {
      const { headers, files, read } = await open();
      expect(headers.get('content-type')).toBe('application/zip');
      expect(headers.get('content-disposition')).toBe('attachment; filename="facegate-export.zip"');
      expect(headers.get('cache-control')).toBe('no-store');
      const front = `faces/${anna.faces[0]!.id}.jpeg`;
      expect(Object.keys(files)).toEqual([
        ...anna.faces.map(({ id }) => `faces/${id}.jpeg`),
        'events.json',
        'account.json',
      ]);
      expect(Buffer.from(files[front]!).equals(await personA.front.jpeg())).toBe(true);
      expect(read('account.json')).toMatchObject({
        notes: expect.arrayContaining([
          expect.stringContaining('Feature vectors'),
          expect.stringContaining('password'),
        ]),
        account: {
          id: anna.user.id,
          username: 'anna',
          email: 'anna@example.org',
          updatedAt: expect.any(String),
        },
        consents: [{ version: CONSENT_VERSION, language: 'en', text: expect.stringContaining('I agree that my face') }],
        faces: anna.faces.map(({ id, pose, quality, enrolledAt }) => ({
          id,
          pose,
          quality,
          enrolledAt,
          picture: `faces/${id}.jpeg`,
        })),
        sessions: [{ method: 'face', endedAt: null, expiresAt: expect.any(String) }],
      });
      const events = read('events.json') as AccountEvent[];
      expect(events.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
        'data-exported success',
        'sign-in failure',
        'sign-up success',
        'consent-given success',
      ]);
    });

    it('has no vector, no key, no hash, and nothing of anybody else', async () => {
      const { files } = await open();
      const [row] = await server.sql<{
        password_hash: string;
        data_key: string;
        facial_data: { faces: { sealed: string }[] };
      }>('SELECT * FROM users WHERE id = $1', [anna.user.id]);
      const text = ['account.json', 'events.json'].map((name) => strFromU8(files[name]!)).join('');
      for (const secret of [row!.password_hash, row!.data_key, row!.facial_data.faces[0]!.sealed, ben.user.id, 'ben@'])
        expect(text).not.toContain(secret);
    });

    it('has a history of any length, whole', async () => {
      await server.sql(
        `INSERT INTO audit_events (seq, id, at, action, actor, outcome, method, subject, key_id, hash)
         SELECT 1000 + n, gen_random_uuid(), now() - n * interval '1 minute', 'sign-in', 'self', 'success', 'password',
           audit_subject, '', '' FROM users, generate_series(1, 450) n WHERE users.id = $1`,
        [anna.user.id],
      );
      const signIns = ((await open()).read('events.json') as AccountEvent[]).filter(
        ({ action }) => action === 'sign-in',
      );
      expect(signIns).toHaveLength(451);
      await server.sql('DELETE FROM audit_events');
      expect((await open()).read('events.json')).toMatchObject([{ action: 'data-exported' }]);
    });

    it('comes without the pictures that are not there or do not open, and says so', async () => {
      const told = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
      const [missing, broken] = anna.faces.map(({ id }) => join(server.dataDir, 'faces', anna.user.id, id));
      await rm(missing!);
      await writeFile(broken!, Buffer.alloc(500, 1));
      const { files, read } = await open();
      const { faces } = read('account.json') as { faces: { picture: string | null; pictureFault?: string }[] };
      expect(faces.map(({ picture }) => picture === null)).toEqual([true, true, false]);
      expect(faces.map(({ pictureFault }) => pictureFault !== undefined)).toEqual([false, true, false]);
      expect(Object.keys(files)).toHaveLength(3);
      expect(told).toHaveBeenCalled();
      told.mockRestore();
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
        indexEntries: 3,
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
