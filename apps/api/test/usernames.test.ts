import type { FaceImage, Problem, StoredFacial } from '@facegate/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AttemptsAndNames1764700000000 } from '../src/database/migrations/1764700000000-attempts-and-names.js';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { account, imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('a username', (database) => {
  let server: TestServer;
  let images: FaceImage[];
  let anna: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    images = await imagesOfA();
    ({ body: anna } = await signUp(server.client, images, { username: 'anna.soper' }));
  });
  afterAll(() => server?.stop());

  const store = (username: string): Promise<Answer<Problem>> =>
    server.client.post('/api/user/facial/store', account(images, { username }));
  const rename = (username: string): Promise<Answer<Problem>> =>
    server.client.patch('/api/me', { username }, { token: anna.accessToken });

  it.each(['Anna.Soper', 'anna.s0per', 'ａnna.soper'])('that looks like another’s is taken: %s', async (name) => {
    expect(await store(name)).toMatchObject({ status: 409, body: { code: 'USERNAME_TAKEN' } });
  });

  it('in another script that looks like another’s is taken', async () => {
    expect((await store('scope')).status).toBe(201);
    expect(await store('\u0455\u0441\u043e\u0440\u0435')).toMatchObject({
      status: 409,
      body: { code: 'USERNAME_TAKEN' },
    });
    expect(await rename('sc0pe')).toMatchObject({ status: 409, body: { code: 'USERNAME_TAKEN' } });
  });

  it.each([
    ['mixes scripts', 'p\u0430ypal', 'isPlainName'],
    ['has an invisible letter', 'an\u115fna', 'isPlainName'],
    ['has a zero-width joiner', 'an\u200dna', 'matches'],
    ['turns the writing direction', 'an\u202ena', 'matches'],
    ['climbs out of a folder', '../../etc', 'matches'],
  ])('that %s is refused', async (_why, name, code) => {
    const refusal = {
      status: 400,
      body: {
        code: 'VALIDATION_FAILED',
        errors: expect.arrayContaining([expect.objectContaining({ field: 'username', code })]),
      },
    };
    expect(await store(name)).toMatchObject(refusal);
    expect(await rename(name)).toMatchObject(refusal);
  });

  it('is one’s own in any look', async () => {
    expect((await rename('Anna.S0per')).status).toBe(200);
    expect((await rename('anna.soper')).status).toBe(200);
  });

  it('of before looks were kept stays, though two look alike, and nobody else gets the look', async () => {
    await signUp(server.client, images, { username: 'bobby' });
    const { body: second } = await signUp(server.client, images, { username: 'placeholder' });
    const runner = server.app.get(DataSource).createQueryRunner();
    const migration = new AttemptsAndNames1764700000000();
    await migration.down(runner);
    await runner.query(`UPDATE users SET username = 'b0bby', username_key = 'b0bby' WHERE id = $1`, [second.user.id]);
    await migration.up(runner);
    await runner.release();
    const looks = await server.sql('SELECT username, username_skeleton FROM users WHERE username LIKE $1 ORDER BY 1', [
      'b%',
    ]);
    expect(looks).toEqual([
      { username: 'b0bby', username_skeleton: null },
      { username: 'bobby', username_skeleton: 'bobby' },
    ]);
    for (const username of ['bobby', 'b0bby'])
      expect((await server.client.post('/api/auth/login', { username, password: PASSWORD })).status).toBe(200);
    expect((await store('BOBBY')).body.code).toBe('USERNAME_TAKEN');
    expect((await store('b\u043ebby')).status).toBe(400);
  });
});
