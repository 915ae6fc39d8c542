import type { FaceImage } from '@facegate/contracts';
import { emptyRoom, personA } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const MOST = 4;

describeOnEachDatabase('attempts to sign up', (database) => {
  let server: TestServer;
  let b: FaceImage[];
  let othersFace: FaceImage[];
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_TRUSTED_PROXIES: 'loopback',
      FACEGATE_FAILURES_AN_ADDRESS: String(MOST),
      FACEGATE_LOOK_ALIKES: 'refuse',
    });
    b = await imagesOfB();
    othersFace = await Promise.all([image(personA.otherFront), image(personA.otherLeft)]);
    await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' });
  });
  afterAll(() => server?.stop());
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const store = (images: unknown[], fields = {}, from = '192.0.2.1') =>
    server.client.post('/api/user/facial/store', account(images, fields), { headers: { 'X-Forwarded-For': from } });

  async function codesOf(calls: number, once: (at: number) => ReturnType<typeof store>): Promise<string[]> {
    const codes: string[] = [];
    for (let at = 0; at < calls; at += 1) codes.push((await once(at)).body.code);
    return codes;
  }

  describe('with good pictures', () => {
    it.each([
      ['a name', 'USERNAME_TAKEN', () => store(b, { username: 'anna' })],
      ['an address', 'EMAIL_TAKEN', () => store(b, { email: 'anna@example.org' })],
      ['a face', 'FACE_ALREADY_ENROLLED', () => store(othersFace)],
    ])('that tell of %s are limited, with what else fails from there', async (_what, code, once) => {
      const codes = await codesOf(MOST + 1, once);
      expect(codes).toEqual([...Array.from({ length: MOST }, () => code), 'TOO_MANY_ATTEMPTS']);
      const refused = await store(b);
      expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
      const logIn = { username: 'nobody', password: 'not the password' };
      const from = { headers: { 'X-Forwarded-For': '192.0.2.1' } };
      expect((await server.client.post('/api/auth/login', logIn, from)).status).toBe(429);
    });

    it('are limited for a network', async () => {
      const taken = { username: 'anna' };
      const codes = await codesOf(10 * MOST, (at) => store(b, taken, `192.0.2.${at % 10}`));
      expect(new Set(codes)).toEqual(new Set(['USERNAME_TAKEN']));
      expect((await store(b, taken, '192.0.2.99')).status).toBe(429);
      expect((await store(b, taken, '192.0.3.1')).status).toBe(409);
    });
  });

  describe('with bad ones', () => {
    it('do not tell a name that is taken from one that is free', async () => {
      const junk = b.map(({ pose }) => ({ pose, data: 'AAAA' }));
      const answers = await Promise.all([store(junk, { username: 'anna' }), store(junk)]);
      expect(answers.map(({ body }) => body.code)).toEqual(['IMAGE_INVALID', 'IMAGE_INVALID']);
    });

    it('count nothing, nor do passwords that are too common', async () => {
      const rooms = await Promise.all([image(emptyRoom, 'front'), image(emptyRoom, 'left')]);
      expect(await codesOf(MOST + 2, () => store(rooms))).toEqual(Array.from({ length: MOST + 2 }, () => 'NO_FACE'));
      expect((await store(b, { password: 'password123' })).body.code).toBe('PASSWORD_TOO_COMMON');
      expect(await server.sql('SELECT key FROM attempt_counts')).toEqual([]);
    });
  });

  it('that succeed count as sign-ups of the place only', async () => {
    expect((await store(b)).status).toBe(201);
    const keys = await server.sql<{ key: string }>('SELECT key FROM attempt_counts');
    expect(keys.every(({ key }) => key.startsWith('sign-ups:'))).toBe(true);
  });
});
