import { randomUUID } from 'node:crypto';
import type { FaceList, StoredFacial } from '@facegate/contracts';
import { personA, personB, type Picture } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataKeys } from '../src/common/crypto/data-keys.js';
import { TemplateIndex } from '../src/face/template-index.js';
import type { FacialData } from '../src/users/facial-data.js';
import { describeOnEachDatabase } from './support/databases.js';
import { proofOf } from './support/live-proofs.js';
import { base64, image, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const RECOGNIZE = '/api/user/facial/recognize';

/** `users.facial_data` as the releases before fused templates wrote it: every face on its own, without a mark. */
interface EarlierFacialData {
  model: string;
  metric: string;
  faces: { id: string; pose: string; quality: number; enrolledAt: string; sealed: string }[];
}

describeOnEachDatabase('accounts enrolled before there were fused templates', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    const five = await Promise.all([image(personA.near), image(personA.up)]);
    ({ body: anna } = await signUp(server.client, [...(await imagesOfA()), ...five], { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
    for (const { user } of [anna, ben]) await bringBack(user.id);
    await server.restart();
  });
  afterAll(() => server?.stop());

  const rowOf = async (id: string) => {
    const sql = 'SELECT facial_data, data_key FROM users WHERE id = $1';
    const [row] = await server.sql<{ facial_data: FacialData; data_key: string }>(sql, [id]);
    return row!;
  };

  /** Writes an account's row as those releases did: other ids, each vector sealed for its own. */
  async function bringBack(userId: string): Promise<void> {
    const { facial_data: data, data_key: wrapped } = await rowOf(userId);
    const key = server.app.get(DataKeys, { strict: false }).unwrap({ id: userId, dataKey: wrapped });
    const faces = data.faces.map(({ id, pose, quality, enrolledAt, sealed }) => {
      const vector = key.open(Buffer.from(sealed, 'base64'), 'template', id);
      const earlierId = randomUUID();
      const resealed = key.seal(vector, 'template', earlierId).toString('base64');
      return { id: earlierId, pose, quality, enrolledAt, sealed: resealed };
    });
    const earlier: EarlierFacialData = { model: data.model, metric: data.metric, faces };
    await server.sql('UPDATE users SET facial_data = $2 WHERE id = $1', [userId, JSON.stringify(earlier)]);
  }

  const recognize = async (picture: typeof personA.front, username?: string) =>
    server.client.post<{ user?: { username: string }; code?: string }>(RECOGNIZE, {
      image: await base64(picture),
      username,
    });

  it('have one entry each in the index', async () => {
    const index = server.app.get(TemplateIndex, { strict: false });
    expect(new Set(await index.list(0, 10))).toEqual(new Set([anna.user.id, ben.user.id]));
  });

  it.each([
    ['with a name', 'anna'],
    ['without one', undefined],
  ])('log in by face as before, %s', async (_how, username) => {
    expect((await recognize(personA.otherFront, username)).body.user?.username).toBe('anna');
    expect((await recognize(personB.otherFront, username === 'anna' ? 'ben' : undefined)).body.user?.username).toBe(
      'ben',
    );
    expect((await recognize(personB.otherFront, 'anna')).body.code).toBe('FACE_NOT_RECOGNIZED');
  });

  it('log in by a live check once the server asks for one', async () => {
    await server.restart({ FACEGATE_LIVENESS: 'on' });
    const logIn = async (pictures: Picture[], name?: string) => {
      const { fields } = await proofOf(server, pictures, { purpose: 'sign-in', ...(name !== undefined && { name }) });
      const { body } = await server.client.post<{ user?: { username: string }; code?: string }>(RECOGNIZE, fields);
      return body.user?.username ?? body.code;
    };
    expect(await logIn([personA.otherFront, personA.otherLeft], 'anna')).toBe('anna');
    expect(await logIn([personA.otherFront, personA.otherLeft])).toBe('anna');
    expect(await logIn([personB.otherFront], 'ben')).toBe('ben');
    expect(await logIn([personB.otherFront], 'anna')).toBe('FACE_NOT_RECOGNIZED');
    expect((await recognize(personA.otherFront, 'anna')).body.code).toBe('LIVENESS_REQUIRED');
    await server.restart();
  });

  it('keep their rows: nothing was rewritten', async () => {
    const { facial_data: data } = await rowOf(anna.user.id);
    expect(data.faces).toHaveLength(5);
    for (const face of data.faces)
      expect(new Set(Object.keys(face))).toEqual(new Set(['enrolledAt', 'id', 'pose', 'quality', 'sealed']));
  });

  it('add and remove faces, and are fused again each time', async () => {
    const token = anna.accessToken;
    const faces = async () => (await server.client.get<FaceList>('/api/me/faces', { token })).body.faces;
    const [first] = await faces();
    expect((await server.client.delete(`/api/me/faces/${first!.id}`, { token })).status).toBe(204);
    expect((await recognize(personA.otherFront)).body.user?.username).toBe('anna');
    expect(await faces()).toHaveLength(4);
  });
});
