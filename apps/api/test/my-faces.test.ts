import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FACE_STAGES,
  type FaceList,
  type FaceProgress,
  type FaceSummary,
  MAX_FACES_PER_USER,
  NDJSON_MEDIA_TYPE,
  type Problem,
  type StoredFacial,
} from '@facegate/contracts';
import { emptyRoom, personA, personB, twoPeople } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

type Line = FaceProgress | { problem: Problem };

const told = (lines: Line[]) => lines.map((line) => ('problem' in line ? line.problem.code : line.stage));

describeOnEachDatabase('my faces', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  // These tests add more faces than one person may in a day, and more of somebody else.
  afterEach(() => server.sql(`DELETE FROM attempt_counts WHERE key LIKE 'faces:%'`));
  afterAll(() => server?.stop());

  const list = async (person = anna) =>
    (await server.client.get<FaceList>('/api/me/faces', { token: person.accessToken })).body.faces;
  const add = (body: unknown, person = anna) =>
    server.client.post<FaceSummary & { code: string }>('/api/me/faces', body, { token: person.accessToken });
  const addByLines = (body: unknown, accept: string = NDJSON_MEDIA_TYPE) =>
    server.client.post<Line[]>('/api/me/faces', body, { token: anna.accessToken, headers: { Accept: accept } });
  const remove = (id: string, person = anna) =>
    server.client.delete(`/api/me/faces/${id}`, { token: person.accessToken });
  const picture = (id: string, person = anna) =>
    server.client.get<Buffer & { code: string }>(`/api/me/faces/${id}/image?size=original`, {
      token: person.accessToken,
    });
  const fileOf = (id: string, person = anna) => join(server.dataDir, 'faces', person.user.id, id);

  const keyOf = async ({ user }: StoredFacial) =>
    (await server.sql<{ data_key: string }>('SELECT data_key FROM users WHERE id = $1', [user.id]))[0]!.data_key;
  const setKey = (key: string | null) =>
    server.sql('UPDATE users SET data_key = $2 WHERE id = $1', [anna.user.id, key]);

  /** Anna, for a while, with copies of her first face. */
  async function whileHaving<T>(count: number, then: () => Promise<T>): Promise<T> {
    const write = (data: object) =>
      server.sql('UPDATE users SET facial_data = $2 WHERE id = $1', [anna.user.id, JSON.stringify(data)]);
    const [row] = await server.sql<{ facial_data: { faces: object[] } }>(
      'SELECT facial_data FROM users WHERE id = $1',
      [anna.user.id],
    );
    await write({ ...row!.facial_data, faces: Array.from({ length: count }, () => row!.facial_data.faces[0]) });
    try {
      return await then();
    } finally {
      await write(row!.facial_data);
    }
  }

  it('are closed to who is not signed in', async () => {
    const id = anna.faces[0]!.id;
    const answers = [
      await server.client.get('/api/me'),
      await server.client.get('/api/me/faces'),
      await server.client.post('/api/me/faces', { pose: 'front', data: 'AAAA' }),
      await server.client.delete(`/api/me/faces/${id}`),
      await server.client.get(`/api/me/faces/${id}/image`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body.code).toBe('UNAUTHENTICATED');
    }
  });

  it('come with the picture that was sent, for the owner’s eyes and no cache', async () => {
    const { status, body, headers } = await picture(anna.faces[0]!.id);
    expect(status).toBe(200);
    expect(body.equals(await personA.front.jpeg())).toBe(true);
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('of other people are not found, in any call', async () => {
    const others = ben.faces[0]!.id;
    expect((await picture(others)).body.code).toBe('FACE_NOT_FOUND');
    expect((await remove(others)).body.code).toBe('FACE_NOT_FOUND');
    expect(await list(ben)).toEqual(ben.faces);
    expect((await picture(others, ben)).status).toBe(200);
  });

  it.each(['00000000-0000-0000-0000-000000000000', 'no-uuid', '..%2F..%2Fkeys%2Fmaster.key', '%00'])(
    'of the id %s are not found',
    async (id) => {
      expect((await picture(id)).status).toBe(404);
      expect((await remove(id)).status).toBe(404);
    },
  );

  describe('one more', () => {
    let added: FaceSummary;
    beforeAll(async () => {
      added = (await add(await image(personA.near))).body;
    });

    it('is listed, kept and searched at once', async () => {
      expect(added).toMatchObject({ pose: 'front', hasImage: true });
      expect(await list()).toEqual([...anna.faces, added]);
      expect((await server.client.get<FaceList>('/api/me/faces', { token: anna.accessToken })).body.keepsImages).toBe(
        true,
      );
      expect((await picture(added.id)).body.equals(await personA.near.jpeg())).toBe(true);
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain('facegate_index_accounts 2\n');
    });

    it('that is removed is gone from list, disk and index', async () => {
      expect((await remove(added.id)).status).toBe(204);
      expect(await list()).toEqual(anna.faces);
      expect((await picture(added.id)).body.code).toBe('FACE_NOT_FOUND');
      await expect(readFile(fileOf(added.id))).rejects.toMatchObject({ code: 'ENOENT' });
      expect((await remove(added.id)).body.code).toBe('FACE_NOT_FOUND');
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain('facegate_index_accounts 2\n');
    });

    it('of another person is FACES_DIFFER and leaves nothing', async () => {
      const { status, body } = await add(await image(personB.front));
      expect(status).toBe(422);
      expect(body).toMatchObject({ code: 'FACES_DIFFER', errors: [{ field: 'data' }] });
      expect(await list()).toEqual(anna.faces);
    });

    it.each([
      ['no face', async () => image(emptyRoom, 'front'), 'NO_FACE'],
      ['another pose than claimed', async () => image(personA.left, 'right'), 'POSE_MISMATCH'],
      ['no picture', async () => ({ pose: 'front', data: 'AAAA' }), 'IMAGE_INVALID'],
      ['no known pose', async () => ({ pose: 'back', data: await base64(personA.front) }), 'VALIDATION_FAILED'],
    ])('with %s is refused', async (_name, make, code) => {
      expect((await add(await make())).body.code).toBe(code);
    });

    it('past the limit is TOO_MANY_FACES', async () => {
      const { status, body } = await whileHaving(MAX_FACES_PER_USER, async () => add(await image(personA.near)));
      expect(status).toBe(409);
      expect(body.code).toBe('TOO_MANY_FACES');
    });

    it('past the limit is TOO_MANY_FACES also when two come at once', async () => {
      const [near, other] = [await image(personA.near), await image(personA.otherFront)];
      await whileHaving(MAX_FACES_PER_USER - 1, async () => {
        const answers = await Promise.all([add(near), add(other)]);
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
        expect((await list()).length).toBe(MAX_FACES_PER_USER);
        const kept = answers.find(({ status }) => status === 201)!;
        expect((await remove(kept.body.id)).status).toBe(204);
      });
    });

    it.each([personA.near, personA.left, personA.right, personA.up] as const)(
      'that claims no pose gets the one that it shows: $pose',
      async (shown) => {
        // An account that has none of these pictures yet.
        const first = await Promise.all([image(personA.otherFront), image(personA.otherLeft)]);
        const { accessToken: token } = (await signUp(server.client, first)).body;
        const data = await base64(shown);
        const { status, body } = await server.client.post<FaceSummary>('/api/me/faces', { data }, { token });
        expect([status, body.pose]).toEqual([201, shown.pose]);
      },
    );
  });

  describe('added line by line', () => {
    it('tells of each stage, and with the last one of the face', async () => {
      const { status, headers, body } = await addByLines(await image(personA.near));
      expect([status, headers.get('content-type')]).toEqual([200, NDJSON_MEDIA_TYPE]);
      expect(told(body)).toEqual(FACE_STAGES);
      const [face] = body.flatMap((line) => ('face' in line && line.face ? [line.face] : []));
      expect((await list()).at(-1)).toEqual(face);
      expect((await remove(face!.id)).status).toBe(204);
    });

    it.each([
      ['no face', async () => image(emptyRoom, 'front'), ['valid', 'NO_FACE']],
      ['two faces', async () => image(twoPeople, 'front'), ['valid', 'face-found', 'MULTIPLE_FACES']],
      ['another pose', async () => image(personA.left, 'right'), ['valid', 'face-found', 'POSE_MISMATCH']],
      ['another person', async () => image(personB.front), ['valid', 'face-found', 'encoded', 'FACES_DIFFER']],
    ])('ends with the problem after the stages that were reached: %s', async (_name, make, expected) => {
      const { body } = await addByLines(await make());
      expect(told(body)).toEqual(expected);
      expect(body.at(-1)).toMatchObject({ problem: { errors: [{ field: 'data', code: expected.at(-1) }] } });
      expect(await list()).toEqual(anna.faces);
    });

    it.each([
      ['no picture', { data: 'AAAA' }, 400, 'IMAGE_INVALID'],
      ['no known pose', { pose: 'back', data: 'AAAA' }, 400, 'VALIDATION_FAILED'],
      ['no data', {}, 400, 'VALIDATION_FAILED'],
    ])('is answered as ever when nothing was reached: %s', async (_name, body, status, code) => {
      expect(await addByLines(body)).toMatchObject({ status, body: { code } });
    });

    it('is added wholly or not at all when the client leaves on the way', async () => {
      const leaving = new AbortController();
      const answer = await fetch(`${server.client.baseUrl}/api/me/faces`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${anna.accessToken}`,
          'Content-Type': 'application/json',
          Accept: NDJSON_MEDIA_TYPE,
        },
        body: JSON.stringify(await image(personA.near)),
        signal: leaving.signal,
      });
      const first = await answer.body!.getReader().read();
      expect(Buffer.from(first.value!).toString()).toMatch(/^{"stage":"valid"}\n/);
      leaving.abort();
      // The engine has one worker: when it has looked at another picture, it is done with this one.
      expect((await add(await image(personB.front))).body.code).toBe('FACES_DIFFER');
      const extra = (await list()).slice(anna.faces.length);
      expect(await readdir(join(server.dataDir, 'faces', anna.user.id))).toHaveLength(anna.faces.length + extra.length);
      for (const { id } of extra) expect((await remove(id)).status).toBe(204);
    });

    it.each(['*/*', `application/json, ${NDJSON_MEDIA_TYPE};q=0.9`, 'text/html'])(
      'is not for who accepts %s',
      async (accept) => {
        const { status, body } = await addByLines(await image(personB.front), accept);
        expect([status, body]).toMatchObject([422, { code: 'FACES_DIFFER' }]);
      },
    );
  });

  it('never run out: of two removals at once one is LAST_FACE', async () => {
    const [one, other] = ben.faces.map(({ id }) => id) as [string, string];
    const answers = await Promise.all([remove(one, ben), remove(other, ben)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('LAST_FACE');
    const [left] = await list(ben);
    expect((await picture(left!.id, ben)).status).toBe(200);
  });

  describe('whose files someone changed', () => {
    beforeAll(() => Logger.overrideLogger(false));

    it.each([
      ['changed', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)))],
      ['cut short', (bytes: Buffer) => bytes.subarray(0, 500)],
      ['emptied', () => Buffer.alloc(0)],
    ])('(%s) are not shown', async (_name, change) => {
      const path = fileOf(anna.faces[0]!.id);
      const sealed = await readFile(path);
      await writeFile(path, change(sealed));
      expect(await picture(anna.faces[0]!.id)).toMatchObject({ status: 404, body: { code: 'FACE_NOT_FOUND' } });
      await writeFile(path, sealed);
      expect((await picture(anna.faces[0]!.id)).status).toBe(200);
    });

    it('(one put in place of another) are not shown', async () => {
      const [path, otherPath] = [fileOf(anna.faces[0]!.id), fileOf(anna.faces[1]!.id)];
      const sealed = await readFile(path);
      await writeFile(path, await readFile(otherPath));
      expect((await picture(anna.faces[0]!.id)).body.code).toBe('FACE_NOT_FOUND');
      await writeFile(path, sealed);
    });

    it('(and whose key does not open) are not shown', async () => {
      const key = await keyOf(anna);
      await setKey(await keyOf(ben));
      expect(await picture(anna.faces[0]!.id)).toMatchObject({ status: 404, body: { code: 'FACE_NOT_FOUND' } });
      await setKey(key);
      expect((await picture(anna.faces[0]!.id)).status).toBe(200);
    });
  });

  it('are gone for who asks while the account is being erased', async () => {
    const key = await keyOf(anna);
    await setKey(null);
    const answers = [
      await add({ data: await base64(personA.otherFront) }),
      await picture(anna.faces[0]!.id),
      await remove(anna.faces[0]!.id),
    ];
    await setKey(key);
    for (const { status, body } of answers)
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'SESSION_REVOKED' });
  });
});
