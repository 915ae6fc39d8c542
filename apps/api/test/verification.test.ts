import type { FaceVerification, SignedIn, StoredFacial } from '@facegate/contracts';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { SPOILED_PICTURES } from './support/spoiled-pictures.js';

describeOnEachDatabase('is this me?', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA()));
    ({ body: ben } = await signUp(server.client, await imagesOfB()));
  });
  afterAll(() => server?.stop());

  const verify = (body: unknown, token = anna.accessToken) =>
    server.client.post<FaceVerification & { code: string }>('/api/me/faces/verify', body, { token });

  const countOf = async (what: 'misses' | 'answers') => {
    const [row] = await server.sql<{ attempts: number }>('SELECT attempts FROM attempt_counts WHERE key = $1', [
      `faces:${what}:${anna.user.id}`,
    ]);
    return row?.attempts ?? 0;
  };

  it('says yes to the person, in words and no number', async () => {
    const { status, body } = await verify({ image: await base64(personA.left) });
    expect({ status, body }).toEqual({ status: 200, body: { match: true, closeness: 'same' } });
    expect((await verify({ image: await base64(personA.otherFront) })).body.match).toBe(true);
  });

  it('says no to another person, though they are enrolled too', async () => {
    const { status, body } = await verify({ image: await base64(personB.front) });
    expect({ status, body }).toEqual({ status: 200, body: { match: false, closeness: 'other' } });
    expect((await verify({ image: await base64(personB.front) }, ben.accessToken)).body.match).toBe(true);
  });

  it('counts each answer, and what was not clearly the person apart; pictures that are no good are not counted', async () => {
    const [answers, misses] = [await countOf('answers'), await countOf('misses')];
    await verify({ image: await base64(personA.left) });
    expect([await countOf('answers'), await countOf('misses')]).toEqual([answers + 1, misses]);
    await verify({ image: await base64(personB.left) });
    expect([await countOf('answers'), await countOf('misses')]).toEqual([answers + 2, misses + 1]);
    await verify({ image: await base64(emptyRoom) });
    expect([await countOf('answers'), await countOf('misses')]).toEqual([answers + 2, misses + 1]);
  });

  it('ends after 30 answers in an hour, says until when, and holds over a restart', async () => {
    const key = `faces:answers:${anna.user.id}`;
    await server.sql(`UPDATE attempt_counts SET attempts = 29, forget_at = now() + interval '1 hour' WHERE key = $1`, [
      key,
    ]);
    expect((await verify({ image: await base64(personA.left) })).status).toBe(200);
    const { status, body, headers } = await verify({ image: await base64(personA.left) });
    expect([status, body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500);
    await server.restart();
    expect((await verify({ image: await base64(personA.left) })).status).toBe(429);
    expect((await verify({ image: await base64(personB.front) }, ben.accessToken)).status).toBe(200);
    await server.sql('DELETE FROM attempt_counts WHERE key LIKE $1', [`faces:%:${anna.user.id}`]);
  });

  it('makes wait after five pictures of others, and a picture of the person in between changes nothing', async () => {
    for (let n = 0; n < 5; n += 1) expect((await verify({ image: await base64(personB.front) })).status).toBe(200);
    const { status, body, headers } = await verify({ image: await base64(personA.left) });
    expect([status, body.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(30);
    await server.sql('DELETE FROM attempt_counts WHERE key LIKE $1', [`faces:%:${anna.user.id}`]);
  });

  it('asks the person to prove who they are, when that was not done lately', async () => {
    const image = await base64(personA.left);
    const login = await server.client.post<SignedIn>('/api/auth/login', {
      username: anna.user.username,
      password: PASSWORD,
    });
    const { accessToken: token } = login.body;
    // The session of this log-in only: the other tests go on with theirs.
    await server.sql(
      `UPDATE sessions SET authenticated_at = now() - interval '10 minutes'
       WHERE created_at = (SELECT max(created_at) FROM sessions WHERE user_id = $1)`,
      [anna.user.id],
    );
    const { status, body } = await verify({ image }, token);
    expect([status, body.code]).toEqual([403, 'STEP_UP_REQUIRED']);
    const proved = await server.client.post<SignedIn>(
      '/api/auth/step-up',
      { password: PASSWORD },
      { token, refreshToken: login.refreshToken },
    );
    expect(proved.status).toBe(200);
    expect((await verify({ image }, proved.body.accessToken)).status).toBe(200);
  });

  it('keeps nothing of the picture', async () => {
    const before = await server.sql('SELECT * FROM users ORDER BY id');
    await verify({ image: await base64(personA.near) });
    expect(await server.sql('SELECT * FROM users ORDER BY id')).toEqual(before);
  });

  it('says no when none of the faces is of the engine in use', async () => {
    const [row] = await server.sql<{ facial_data: object }>('SELECT facial_data FROM users WHERE id = $1', [
      ben.user.id,
    ]);
    const set = (facialData: object) =>
      server.sql('UPDATE users SET facial_data = $2 WHERE id = $1', [ben.user.id, JSON.stringify(facialData)]);
    await set({ ...row!.facial_data, model: 'another-1' });
    const { body } = await verify({ image: await base64(personB.front) }, ben.accessToken);
    await set(row!.facial_data);
    expect(body).toEqual({ match: false, closeness: 'other' });
  });

  it.each(SPOILED_PICTURES.filter(({ name }) => ['text', 'truncated', 'pixel bomb', 'dark'].includes(name)))(
    'answers a picture that is $name as a log-in does',
    async ({ codes, make }) => {
      const { body } = await verify({ image: (await make()).toString('base64') });
      expect(codes).toContain(body.code);
    },
  );

  it.each([{}, { image: null }, { image: 5 }, { image: ['AAAA'] }, []])('refuses the body %j', async (body) => {
    expect((await verify(body)).body.code).toBe('VALIDATION_FAILED');
  });

  it('is closed to who is not signed in', async () => {
    const image = await base64(personA.front);
    expect((await server.client.post('/api/me/faces/verify', { image })).body.code).toBe('UNAUTHENTICATED');
    expect((await verify({ image }, `${anna.accessToken}x`)).body.code).toBe('UNAUTHENTICATED');
  });
});
