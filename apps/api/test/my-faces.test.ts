import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FaceList, type FaceSummary, MAX_FACES_PER_USER, type StoredFacial } from '@facegate/contracts';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { base64, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('my faces', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());

  const list = async (person = anna) =>
    (await server.client.get<FaceList>('/api/me/faces', { token: person.accessToken })).body.faces;
  const add = (body: unknown, person = anna) =>
    server.client.post<FaceSummary & { code: string }>('/api/me/faces', body, { token: person.accessToken });
  const remove = (id: string, person = anna) =>
    server.client.delete(`/api/me/faces/${id}`, { token: person.accessToken });
  const picture = (id: string, person = anna) =>
    server.client.get<Buffer & { code: string }>(`/api/me/faces/${id}/image`, { token: person.accessToken });
  const fileOf = (id: string, person = anna) => join(server.dataDir, 'faces', person.user.id, id);

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
      expect((await picture(added.id)).body.equals(await personA.near.jpeg())).toBe(true);
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain(`facegate_index_faces ${4 + ben.faces.length}\n`);
    });

    it('that is removed is gone from list, disk and index', async () => {
      expect((await remove(added.id)).status).toBe(204);
      expect(await list()).toEqual(anna.faces);
      expect((await picture(added.id)).body.code).toBe('FACE_NOT_FOUND');
      await expect(readFile(fileOf(added.id))).rejects.toMatchObject({ code: 'ENOENT' });
      expect((await remove(added.id)).body.code).toBe('FACE_NOT_FOUND');
      const metrics = await server.client.get<Buffer>('/api/health/metrics');
      expect(metrics.body.toString()).toContain(`facegate_index_faces ${3 + ben.faces.length}\n`);
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
      const sql = `UPDATE users SET facial_data = $2 WHERE id = $1`;
      const [row] = await server.sql<{ facial_data: { faces: object[] } }>(
        'SELECT facial_data FROM users WHERE id = $1',
        [anna.user.id],
      );
      const full = Array.from({ length: MAX_FACES_PER_USER }, () => row!.facial_data.faces[0]);
      await server.sql(sql, [anna.user.id, JSON.stringify({ ...row!.facial_data, faces: full })]);
      const { status, body } = await add(await image(personA.near));
      await server.sql(sql, [anna.user.id, JSON.stringify(row!.facial_data)]);
      expect(status).toBe(409);
      expect(body.code).toBe('TOO_MANY_FACES');
    });
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
      expect(await picture(anna.faces[0]!.id)).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
      await writeFile(path, sealed);
      expect((await picture(anna.faces[0]!.id)).status).toBe(200);
    });

    it('(one put in place of another) are not shown', async () => {
      const [path, otherPath] = [fileOf(anna.faces[0]!.id), fileOf(anna.faces[1]!.id)];
      const sealed = await readFile(path);
      await writeFile(path, await readFile(otherPath));
      expect((await picture(anna.faces[0]!.id)).body.code).toBe('INTERNAL');
      await writeFile(path, sealed);
    });
  });
});
