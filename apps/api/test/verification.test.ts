import type { FaceVerification, StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, imagesOfA, imagesOfB, signUp } from './support/people.js';
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

  it('says yes to the person, how sure, and which face was most alike', async () => {
    const { status, body } = await verify({ image: await base64(personA.left) });
    expect(status).toBe(200);
    expect(body).toMatchObject({ match: true, faceId: anna.faces[1]!.id });
    expect(body.score).toBeGreaterThan(0.99);
    expect(Object.keys(body).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'faceId',
      'match',
      'score',
      'threshold',
    ]);
    expect((await verify({ image: await base64(personA.otherFront) })).body.match).toBe(true);
  });

  it('says no to another person, below the threshold, though they are enrolled too', async () => {
    const { status, body } = await verify({ image: await base64(personB.front) });
    expect({ status, match: body.match }).toEqual({ status: 200, match: false });
    expect(body.score).toBeLessThan(body.threshold);
    expect(anna.faces.map(({ id }) => id)).toContain(body.faceId);
    expect((await verify({ image: await base64(personB.front) }, ben.accessToken)).body.match).toBe(true);
  });

  it('keeps nothing of the picture', async () => {
    const before = await server.sql('SELECT * FROM users ORDER BY id');
    await verify({ image: await base64(personA.near) });
    expect(await server.sql('SELECT * FROM users ORDER BY id')).toEqual(before);
  });

  it('gives no score when none of the faces is of the engine in use', async () => {
    const [row] = await server.sql<{ facial_data: object }>('SELECT facial_data FROM users WHERE id = $1', [
      ben.user.id,
    ]);
    const set = (facialData: object) =>
      server.sql('UPDATE users SET facial_data = $2 WHERE id = $1', [ben.user.id, JSON.stringify(facialData)]);
    await set({ ...row!.facial_data, model: 'another-1' });
    const { body } = await verify({ image: await base64(personB.front) }, ben.accessToken);
    await set(row!.facial_data);
    expect(body).toEqual({ match: false, threshold: expect.any(Number) });
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
