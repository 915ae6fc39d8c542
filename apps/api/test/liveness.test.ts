import { randomUUID } from 'node:crypto';
import type { AccountEventPage, ProofPurpose, SignedIn } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { type KeptFrame, newNonce } from './support/live-person.js';
import { type HeldProof, proofOf } from './support/live-proofs.js';
import { base64, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const RECOGNIZE = '/api/user/facial/recognize';

/** Of the row behind a token. */
const idOf = ({ fields }: HeldProof): string =>
  (JSON.parse(Buffer.from(fields.livenessToken.split('.')[1]!, 'base64url').toString()) as { jti: string }).jti;

describeOnEachDatabase('log-in by face with a live check', (database) => {
  let server: TestServer;
  let userId: string;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on' });
    const { body } = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
    userId = body.user.id;
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    for (const table of ['attempt_counts', 'liveness_proofs']) await server.sql(`DELETE FROM ${table}`);
  });

  const sessionOfA = (name?: string): Promise<HeldProof> =>
    proofOf(server, [personA.front, personA.left], { purpose: 'sign-in', ...(name !== undefined && { name }) });
  const recognize = (body: object) => server.client.post<SignedIn & { code?: string }>(RECOGNIZE, body);
  const codeOf = async (body: object) => (await recognize(body)).body.code;
  const proofs = async () => (await server.sql('SELECT id FROM liveness_proofs')).length;
  const attempts = async () => (await server.sql('SELECT key FROM attempt_counts')).length;

  it('is refused without one, before the picture is looked at', async () => {
    const { status, body } = await server.client.post(RECOGNIZE, { image: 'AAAA' });
    expect([status, body.code]).toEqual([403, 'LIVENESS_REQUIRED']);
    expect(body.fallback).toBe('password');
  });

  it('is decided by the session alone, once', async () => {
    const { fields } = await sessionOfA();
    const { status, body } = await recognize(fields);
    expect([status, body.user.username, body.user.faceLogIn]).toEqual([200, 'anna', 'on']);
    expect(await proofs()).toBe(0);
    expect(await recognize(fields)).toMatchObject({ status: 403, body: { code: 'LIVENESS_INVALID' } });
  });

  it('leaves what might tell a screen in the audit trail, for operators alone', async () => {
    const { body } = await recognize((await sessionOfA()).fields);
    const own = async () => {
      const { body: page } = await server.client.get<AccountEventPage>('/api/me/events', { token: body.accessToken });
      return page.events.find(({ action }) => action === 'sign-in');
    };
    expect(await own()).toMatchObject({ method: 'face', outcome: 'success' });
    expect(await own()).not.toHaveProperty('detail');
    const [kept] = await server.sql(
      `SELECT detail FROM audit_events WHERE action = 'sign-in' ORDER BY seq DESC LIMIT 1`,
    );
    expect(kept).toEqual({ detail: 'banding 0.0123, flicker 0.0045' });
    const { fields } = await proofOf(server, [personB.front, personB.left], { purpose: 'sign-in' });
    expect(await codeOf({ ...fields, username: 'anna' })).toBe('FACE_NOT_RECOGNIZED');
    // Answered once all before it is written.
    await own();
    const refused = await server.sql(
      `SELECT detail FROM audit_events WHERE action = 'sign-in' AND reason = 'FACE_NOT_RECOGNIZED' ORDER BY seq DESC LIMIT 1`,
    );
    expect(refused).toEqual([kept]);
  });

  it('takes a picture that is a frame of the session', async () => {
    const { fields, images } = await sessionOfA();
    expect((await recognize({ ...fields, image: images[1]!.data })).status).toBe(200);
  });

  it.each<[string, (images: KeptFrame[]) => Promise<string>]>([
    ['another picture of the same person', () => base64(personA.otherFront)],
    ['the picture of another person', () => base64(personB.front)],
    [
      'a frame with one byte more',
      ([first]) =>
        Promise.resolve(Buffer.concat([Buffer.from(first!.data, 'base64'), Buffer.of(0)]).toString('base64')),
    ],
  ])('does not take %s beside a session, and uses the proof up', async (_name, make) => {
    const { fields, images } = await sessionOfA();
    expect(await codeOf({ ...fields, image: await make(images) })).toBe('LIVENESS_INVALID');
    expect([await proofs(), await attempts()]).toEqual([0, 0]);
    expect(await codeOf(fields)).toBe('LIVENESS_INVALID');
  });

  it('lets a proof stand when what came along is no picture at all', async () => {
    const { fields } = await sessionOfA();
    expect(await recognize({ ...fields, image: '?' })).toMatchObject({ status: 400, body: { code: 'IMAGE_INVALID' } });
    expect((await recognize(fields)).status).toBe(200);
  });

  it.each<[string, object]>([
    ['another nonce', { nonce: newNonce() }],
    ['no nonce', { nonce: undefined }],
  ])('does not take a proof with %s, and uses it up', async (_name, change) => {
    const { fields } = await sessionOfA();
    expect(await codeOf({ ...fields, ...change })).toBe('LIVENESS_INVALID');
    expect([await proofs(), await attempts()]).toEqual([0, 0]);
    expect(await codeOf(fields)).toBe('LIVENESS_INVALID');
  });

  it.each<ProofPurpose>(['sign-up', 'add-face', 'step-up'])('does not take the proof of a %s', async (purpose) => {
    const owned = purpose === 'sign-up' ? {} : { userId };
    const { fields } = await proofOf(server, [personA.front], { purpose, ...owned });
    expect(await codeOf(fields)).toBe('LIVENESS_INVALID');
    expect(await proofs()).toBe(0);
  });

  it('is for the name that the session was begun for', async () => {
    const own = await sessionOfA('anna');
    expect((await recognize({ ...own.fields, username: ' ANNA ' })).status).toBe(200);
    const unnamed = await sessionOfA('anna');
    expect((await recognize(unnamed.fields)).body.user.username).toBe('anna');
    const other = await sessionOfA('ben');
    expect(await codeOf({ ...other.fields, username: 'anna' })).toBe('LIVENESS_INVALID');
    expect(await proofs()).toBe(0);
    const nobodys = await sessionOfA('ben');
    expect(await recognize(nobodys.fields)).toMatchObject({ status: 401, body: { code: 'FACE_NOT_RECOGNIZED' } });
  });

  it('uses a proof up when it is of somebody else', async () => {
    const { fields } = await proofOf(server, [personB.front, personB.left], { purpose: 'sign-in' });
    const stranger = await recognize({ ...fields, username: 'anna' });
    expect([stranger.status, stranger.body.code]).toEqual([401, 'FACE_NOT_RECOGNIZED']);
    expect(await codeOf({ ...fields, username: 'anna' })).toBe('LIVENESS_INVALID');
  });

  it('gives two log-ins at once with one proof one session', async () => {
    const { fields } = await sessionOfA();
    const answers = await Promise.all([recognize(fields), recognize(fields)]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
  });

  it('runs out', async () => {
    const { fields } = await sessionOfA();
    await server.sql(`UPDATE liveness_proofs SET expires_at = now() - interval '1 second'`);
    expect(await codeOf(fields)).toBe('LIVENESS_INVALID');
    await sessionOfA();
    expect(await proofs()).toBe(1);
  });

  it('is sealed for its own row', async () => {
    const [one, other] = [await sessionOfA('ben'), await sessionOfA('anna')];
    const move = 'UPDATE liveness_proofs SET sealed = (SELECT sealed FROM liveness_proofs WHERE id = $1) WHERE id = $2';
    await server.sql(move, [idOf(other), idOf(one)]);
    expect(await codeOf({ ...one.fields, username: 'anna' })).toBe('LIVENESS_INVALID');
  });

  it.each([
    ['nonsense', () => Promise.resolve('nonsense')],
    [
      'an access token',
      async () => {
        const logIn = { username: 'anna', password: PASSWORD };
        return (await server.client.post<SignedIn>('/api/auth/login', logIn)).body.accessToken;
      },
    ],
    [
      'a token that another key signed',
      () =>
        new JwtService({ secret: 'a'.repeat(32) }).signAsync(
          {},
          { jwtid: randomUUID(), issuer: 'facegate', audience: 'facegate-liveness' },
        ),
    ],
  ])('does not take %s for one', async (_name, make) => {
    const { status, body } = await recognize({ livenessToken: await make(), nonce: newNonce() });
    expect([status, body.code]).toEqual([403, 'LIVENESS_INVALID']);
  });

  it('counts no miss for a token that anybody can make up, nor for one that is over', async () => {
    const { fields } = await sessionOfA();
    await server.sql(`UPDATE liveness_proofs SET expires_at = now() - interval '1 second'`);
    for (const livenessToken of ['nonsense', fields.livenessToken, 'nonsense', fields.livenessToken])
      expect(await codeOf({ ...fields, livenessToken, username: 'anna' })).toBe('LIVENESS_INVALID');
    expect(await attempts()).toBe(0);
  });

  it('gives a token that is good for nothing else, and tells nothing', async () => {
    const token = (await sessionOfA('anna')).fields.livenessToken;
    expect((await server.client.get('/api/me', { token })).status).toBe(401);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(Object.keys(claims).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
    ]);
  });

  it('keeps the password way open', async () => {
    expect((await server.client.post('/api/auth/login', { username: 'anna', password: PASSWORD })).status).toBe(200);
  });
});
