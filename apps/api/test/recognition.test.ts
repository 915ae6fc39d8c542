import type { FaceImage, SignedIn, StoredFacial } from '@facegate/contracts';
import { emptyRoom, group, otherPeople, personA, personB, twoPeople } from '@facegate/test-footage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('log-in by face', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' }));
  });
  afterAll(() => server?.stop());
  // Many here are turned away; how often they may try is told in attempts-face.test.ts.
  beforeEach(() => server.sql('DELETE FROM attempt_counts'));

  const recognize = async (probe: string, username?: string) =>
    server.client.post<SignedIn>('/api/user/facial/recognize', { image: probe, username });
  const refusal = async (probe: string, username?: string) =>
    server.client.post('/api/user/facial/recognize', { image: probe, username });

  it.each(['otherFront', 'otherTalking', 'otherLeft', 'near'] as const)(
    'recognises the person in another picture (%s)',
    async (picture) => {
      const { status, body, refreshToken } = await recognize(await base64(personA[picture]));
      expect(status).toBe(200);
      expect(body).toMatchObject({ user: anna.user, method: 'face', expiresIn: 600 });
      expect(refreshToken).toHaveLength(43);
      expect((await server.client.get('/api/me', { token: body.accessToken })).body).toEqual(anna.user);
    },
  );

  it.each(['anna', 'ANNA', 'Anna@Example.org'])('verifies the person against the account %s', async (name) => {
    const { status, body } = await recognize(await base64(personA.otherFront), name);
    expect(status).toBe(200);
    expect(body.user).toEqual(anna.user);
  });

  it('takes a data URL, and ignores a liveness token while liveness is off', async () => {
    const dataUrl = `data:image/jpeg;base64,${await base64(personA.otherFront)}`;
    const body = { image: dataUrl, livenessToken: 'anything' };
    expect((await server.client.post('/api/user/facial/recognize', body)).status).toBe(200);
  });

  it('refuses another person, and offers the password', async () => {
    const { status, body, setCookie } = await refusal(await base64(personB.front));
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'FACE_NOT_RECOGNIZED', fallback: 'password' });
    expect(setCookie).toBeUndefined();
  });

  it.each(otherPeople.map((picture) => [picture.name, picture] as const))(
    'does not take %s for her',
    async (_, other) => {
      const { body } = await refusal(await base64(other), 'anna');
      expect(body.code).toBeTypeOf('string');
    },
  );

  it('answers an unknown name just like a face that does not match', async () => {
    const probe = await base64(personB.front);
    const [wrongFace, unknown, withNul] = [
      await refusal(probe, 'anna'),
      await refusal(probe, 'nobody.at.all'),
      await refusal(probe, 'nobody\0at.all'),
    ];
    expect(wrongFace.status).toBe(401);
    for (const other of [unknown, withNul]) {
      expect(other.status).toBe(wrongFace.status);
      expect(other.body).toEqual(wrongFace.body);
      expect([...other.headers.keys()]).toEqual([...wrongFace.headers.keys()]);
    }
  });

  it.each([
    ['nobody', emptyRoom, 'NO_FACE'],
    ['two people', twoPeople, 'MULTIPLE_FACES'],
    ['a group', group, 'MULTIPLE_FACES'],
    ['closed eyes', personA.closed, 'EYES_CLOSED'],
  ])('says what is wrong with a picture of %s', async (_name, picture, code) => {
    const { status, body } = await refusal(await base64(picture));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code, errors: [{ field: 'image', code }] });
  });

  describe('with a second person enrolled', () => {
    let b: FaceImage[];
    beforeAll(async () => {
      b = await imagesOfB();
      ({ body: ben } = await signUp(server.client, b, { username: 'ben' }));
    });

    it('tells the two apart', async () => {
      expect((await recognize(await base64(personB.otherFront))).body.user).toEqual(ben.user);
      expect((await recognize(await base64(personA.otherFront))).body.user).toEqual(anna.user);
    });

    it('verifies nobody against the other one’s account', async () => {
      expect((await refusal(await base64(personB.otherFront), 'anna')).body.code).toBe('FACE_NOT_RECOGNIZED');
      expect((await refusal(await base64(personA.otherFront), 'ben')).body.code).toBe('FACE_NOT_RECOGNIZED');
    });

    it('does not let in by a face that another process removed', async () => {
      type Row = { facial_data: { faces: unknown[] } };
      const [row] = await server.sql<Row>('SELECT facial_data FROM users WHERE id = $1', [ben.user.id]);
      const update = 'UPDATE users SET facial_data = $2 WHERE id = $1';
      await server.sql(update, [ben.user.id, JSON.stringify({ ...row!.facial_data, faces: [] })]);
      const { status, body } = await refusal(await base64(personB.otherFront));
      await server.sql(update, [ben.user.id, JSON.stringify(row!.facial_data)]);
      expect([status, body.code]).toEqual([401, 'FACE_NOT_RECOGNIZED']);
    });

    it('knows both after a restart, when the index is made anew', async () => {
      await server.restart();
      expect((await recognize(await base64(personB.otherFront))).body.user).toEqual(ben.user);
      expect((await recognize(await base64(personA.otherFront))).body.user).toEqual(anna.user);
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain('facegate_index_accounts 2\n');
    });
  });

  it('does not fall for a template that was changed, or moved from another account', async () => {
    const templates = `SELECT facial_data FROM users WHERE id = $1`;
    const update = 'UPDATE users SET facial_data = $2 WHERE id = $1';
    type Row = { facial_data: { faces: { sealed: string }[] } };
    const [original] = await server.sql<Row>(templates, [anna.user.id]);
    const [bens] = await server.sql<Row>(templates, [ben.user.id]);
    const data = original!.facial_data;
    const flipped = data.faces.map((face) => {
      const bytes = Buffer.from(face.sealed, 'base64');
      bytes[40]! ^= 1;
      return { ...face, sealed: bytes.toString('base64') };
    });
    const moved = data.faces.map((face) => ({ ...face, sealed: bens!.facial_data.faces[0]!.sealed }));
    for (const faces of [flipped, moved]) {
      await server.sql(update, [anna.user.id, JSON.stringify({ ...data, faces })]);
      await server.restart({ FACEGATE_LOG_LEVEL: 'error' });
      const probe = await base64(personA.otherFront);
      expect((await refusal(probe)).body.code).toBe('FACE_NOT_RECOGNIZED');
      expect((await refusal(probe, 'anna')).body.code).toBe('FACE_NOT_RECOGNIZED');
      expect((await refusal(await base64(personB.otherFront), 'anna')).body.code).toBe('FACE_NOT_RECOGNIZED');
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain('facegate_templates_unreadable 3\n');
    }
    await server.sql(update, [anna.user.id, JSON.stringify(data)]);
    await server.restart();
    expect((await recognize(await base64(personA.otherFront))).status).toBe(200);
  });

  it('frees the places of callers who have gone, and stays well', async () => {
    const body = { image: (await image(emptyRoom, 'front')).data };
    const calls = Array.from({ length: 6 }, () => {
      const gone = new AbortController();
      const call = server.client.post('/api/user/facial/recognize', body, { signal: gone.signal });
      setTimeout(() => gone.abort(), 50);
      return call.catch((error: unknown) => error);
    });
    for (const outcome of await Promise.all(calls)) expect(outcome).toMatchObject({ name: 'AbortError' });
    expect((await recognize(await base64(personA.otherFront))).status).toBe(200);
    const metrics = (await server.client.get<Buffer>('/api/health/metrics')).body.toString();
    expect(metrics).toContain('facegate_engine_waiting 0\n');
  });
});

describe('with one place in the engine’s queue', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({}, { FACEGATE_ENGINE_QUEUE: '1' });
  });
  afterAll(() => server?.stop());

  it('answers BUSY with Retry-After past it, and works again afterwards', async () => {
    const body = { image: await base64(emptyRoom) };
    const call = () => server.client.post('/api/user/facial/recognize', body);
    const answers = await Promise.all(Array.from({ length: 6 }, call));
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThanOrEqual(1);
    for (const { body: problem, headers } of busy) {
      expect(problem.code).toBe('BUSY');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(answers.filter(({ status }) => status === 422).length).toBeGreaterThanOrEqual(2);
    expect((await call()).body.code).toBe('NO_FACE');
  });
});
