import { randomUUID } from 'node:crypto';
import type { SignedIn } from '@facegate/contracts';
import { personA, personB, type Picture } from '@facegate/test-footage';
import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaceExtractor } from '../src/face/face-extractor.js';
import { LivenessTokens } from '../src/liveness/liveness-tokens.js';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const RECOGNIZE = '/api/user/facial/recognize';

describeOnEachDatabase('log-in by face with a live check', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on' });
    await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
  });
  afterAll(() => server?.stop());

  /** A token for the face in a picture, as a session on the socket ends with. */
  async function tokenFor(picture: Picture): Promise<string> {
    const sample = await server.app.get(FaceExtractor, { strict: false }).extract(await picture.jpeg());
    const face = sample.largest();
    if (!face) throw new Error(`no face in ${picture.name}`);
    return server.app.get(LivenessTokens, { strict: false }).issue(face.vector);
  }

  const recognize = async (picture: Picture, fields: { livenessToken?: string; username?: string } = {}) =>
    server.client.post<SignedIn & { code?: string }>(RECOGNIZE, { image: await base64(picture), ...fields });

  const tokens = async () => (await server.sql('SELECT id FROM liveness_tokens')).length;

  it('is refused without one, before the picture is looked at', async () => {
    const { status, body } = await server.client.post(RECOGNIZE, { image: 'AAAA' });
    expect([status, body.code]).toEqual([403, 'LIVENESS_REQUIRED']);
    expect(body.fallback).toBe('password');
  });

  it('works with a token of the same face, once', async () => {
    const livenessToken = await tokenFor(personA.front);
    const { status, body } = await recognize(personA.otherFront, { livenessToken });
    expect([status, body.user.username]).toEqual([200, 'anna']);
    expect(await recognize(personA.near, { livenessToken })).toMatchObject({
      status: 403,
      body: { code: 'LIVENESS_INVALID' },
    });
    expect(await tokens()).toBe(0);
  });

  it('does not take a picture that decided a log-in before', async () => {
    const livenessToken = await tokenFor(personA.front);
    expect(await recognize(personA.otherFront, { livenessToken })).toMatchObject({
      status: 403,
      body: { code: 'LIVENESS_INVALID' },
    });
    expect((await recognize(personA.otherTalking, { livenessToken })).status).toBe(200);
  });

  it('does not take the picture of another face, however alive the first one was', async () => {
    const livenessToken = await tokenFor(personB.front);
    const { status, body } = await recognize(personA.left, { livenessToken, username: 'anna' });
    expect([status, body.code]).toEqual([403, 'LIVENESS_INVALID']);
  });

  it('lets a token stand when the picture was no good or a name is missing, and not when it decided', async () => {
    const livenessToken = await tokenFor(personB.front);
    expect((await recognize(personA.closed, { livenessToken })).status).toBe(422);
    const stranger = await recognize(personB.otherFront, { livenessToken });
    expect([stranger.status, stranger.body.code]).toEqual([401, 'FACE_NOT_RECOGNIZED']);
    expect((await recognize(personB.left, { livenessToken })).body.code).toBe('LIVENESS_INVALID');
  });

  it('gives two log-ins at once with one token one session', async () => {
    const livenessToken = await tokenFor(personA.front);
    const answers = await Promise.all([
      recognize(personA.otherLeft, { livenessToken }),
      recognize(personA.right, { livenessToken }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 403]);
  });

  it('runs out', async () => {
    const livenessToken = await tokenFor(personA.front);
    await server.sql(`UPDATE liveness_tokens SET expires_at = now() - interval '1 second'`);
    expect((await recognize(personA.left, { livenessToken })).body.code).toBe('LIVENESS_INVALID');
    await tokenFor(personA.front);
    expect(await tokens()).toBe(1);
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
    const { status, body } = await recognize(personA.left, { livenessToken: await make() });
    expect([status, body.code]).toEqual([403, 'LIVENESS_INVALID']);
  });

  it('counts no miss for a token that anybody can make up, nor for one that is over', async () => {
    await server.sql('DELETE FROM attempt_counts');
    const livenessToken = await tokenFor(personA.front);
    await server.sql(`UPDATE liveness_tokens SET expires_at = now() - interval '1 second'`);
    for (const token of ['nonsense', livenessToken, 'nonsense', livenessToken, 'nonsense', livenessToken]) {
      const { status, body } = await recognize(personB.left, { livenessToken: token, username: 'anna' });
      expect([status, body.code]).toEqual([403, 'LIVENESS_INVALID']);
    }
    expect(await server.sql('SELECT key FROM attempt_counts')).toEqual([]);
  });

  it('gives a token that is good for nothing else', async () => {
    const token = await tokenFor(personA.front);
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
