import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { base64, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('user erase', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());

  it('leaves nothing of the account, in no session, file, row or index, and others alone', async () => {
    const { code, output } = await ask(server.dataDir, 'user', 'erase', 'ANNA');
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`Erased anna (${anna.user.id})`) });
    expect((await server.client.get('/api/me', { token: anna.accessToken })).status).toBe(401);
    const logIn = await server.client.post('/api/auth/login', { username: 'anna', password: PASSWORD });
    expect(logIn.status).toBe(401);
    expect(
      (await server.client.post('/api/user/facial/recognize', { image: await base64(personA.otherFront) })).status,
    ).toBe(401);
    expect(await server.sql('SELECT id FROM users')).toEqual([{ id: ben.user.id }]);
    expect(await server.sql('SELECT id FROM sessions WHERE user_id = $1', [anna.user.id])).toEqual([]);
    expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(anna.user.id);
    const metrics = await server.client.get<Buffer>('/api/health/metrics');
    expect(metrics.body.toString()).toContain('facegate_index_accounts 1\n');
    expect(
      (await server.client.post('/api/user/facial/recognize', { image: await base64(personB.otherFront) })).status,
    ).toBe(200);
  });

  it('frees the name', async () => {
    expect((await signUp(server.client, await imagesOfA(), { username: 'anna' })).status).toBe(201);
  });

  it('of nobody says so', async () => {
    const { code, output } = await ask(server.dataDir, 'user', 'erase', 'nobody');
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('Nobody has the username') });
  });
});
