import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceList, StoredFacial } from '@facegate/contracts';
import { emptyRoom, personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DataKeys } from '../src/common/crypto/data-keys.js';
import type { FacialData } from '../src/users/facial-data.js';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { base64, imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('reindex', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_ENGINE: 'face-api' });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());

  const use = (engine: 'sface' | 'face-api') => server.restart({ FACEGATE_ENGINE: engine });
  const reindex = () => ask(server.dataDir, 'reindex');
  const recognize = async (person: typeof personA | typeof personB, username?: string) =>
    (await server.client.post('/api/user/facial/recognize', { image: await base64(person.otherFront), username }))
      .status;
  const fileOf = (person: StoredFacial, at: number) =>
    join(server.dataDir, 'faces', person.user.id, person.faces[at]!.id);
  const facesOf = async ({ accessToken }: StoredFacial) =>
    (await server.client.get<FaceList>('/api/me/faces', { token: accessToken })).body.faces;
  const rowOf = async ({ user }: StoredFacial) => {
    const sql = 'SELECT facial_data, data_key FROM users WHERE id = $1';
    const [row] = await server.sql<{ facial_data: FacialData; data_key: string }>(sql, [user.id]);
    return row!;
  };

  it('lets everyone log in with another engine, without enrolling anew, while the server runs', async () => {
    expect([await recognize(personA), await recognize(personB, 'ben')]).toEqual([200, 200]);
    await use('sface');
    expect([await recognize(personA), await recognize(personB, 'ben')]).toEqual([401, 401]);
    expect(await reindex()).toEqual({ code: 0, output: expect.stringContaining('Reindexed 2 accounts for') });
    expect([await recognize(personA), await recognize(personB, 'ben')]).toEqual([200, 200]);
    expect([await recognize(personA, 'ben'), await recognize(personB, 'anna')]).toEqual([401, 401]);
    expect((await facesOf(anna)).map(({ id, pose }) => [id, pose])).toEqual(
      anna.faces.map(({ id, pose }) => [id, pose]),
    );
    expect(await reindex()).toEqual({ code: 0, output: expect.stringContaining('Reindexed 0 accounts') });
    await server.restart({ FACEGATE_ENGINE: 'sface' });
    expect([await recognize(personA), await recognize(personB)]).toEqual([200, 200]);
  });

  it('keeps a template whose picture is of no use for the way back, and tells who has to enrol anew', async () => {
    // One picture of anna was never kept, ben's are none in which there is a face.
    await rm(fileOf(anna, 0));
    const dataKey = server.app
      .get(DataKeys, { strict: false })
      .unwrap({ id: ben.user.id, dataKey: (await rowOf(ben)).data_key });
    const kept = await Promise.all(ben.faces.map((_, at) => readFile(fileOf(ben, at))));
    for (const [at, { id }] of ben.faces.entries())
      await writeFile(fileOf(ben, at), dataKey.seal(await emptyRoom.jpeg(), 'picture', id));
    const before = { anna: await rowOf(anna), ben: await rowOf(ben) };

    await use('face-api');
    expect(await reindex()).toEqual({ code: 1, output: expect.stringContaining('1 accounts keep their templates') });
    expect(await rowOf(ben)).toEqual(before.ben);
    expect(await recognize(personB, 'ben')).toBe(401);
    expect(await recognize(personA, 'anna')).toBe(200);
    const { facial_data: between } = await rowOf(anna);
    expect(between.faces[0]).toEqual({ ...before.anna.facial_data.faces[0], model: before.anna.facial_data.model });
    expect(between.faces.slice(1).map(({ model }) => model)).toEqual([undefined, undefined]);
    // It is shown, so that its owner can remove it.
    expect(await facesOf(anna)).toHaveLength(3);

    await use('sface');
    expect((await reindex()).code).toBe(0);
    expect([await recognize(personA), await recognize(personB, 'ben')]).toEqual([200, 200]);
    const { facial_data: after } = await rowOf(anna);
    expect(after.faces[0]).toEqual(before.anna.facial_data.faces[0]);
    for (const [at, sealed] of kept.entries()) await writeFile(fileOf(ben, at), sealed);
  });
});
