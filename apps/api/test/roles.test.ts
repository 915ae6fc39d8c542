import type { StoredFacial, UserProfile } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('user role', (database) => {
  let server: TestServer;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());

  const told = async () => (await server.client.get<UserProfile>('/api/me', { token: ben.accessToken })).body.role;
  const roles = () => server.sql('SELECT username, role FROM users');

  it('is user for who signs up', async () => {
    expect(await roles()).toEqual([{ username: 'ben', role: 'user' }]);
    expect(ben.user.role).toBe('user');
  });

  it('makes an operator, and a user again', async () => {
    const { code, output } = await ask(server.dataDir, 'user', 'role', 'BEN', 'operator');
    expect({ code, output }).toEqual({ code: 0, output: `ben (${ben.user.id}) is operator now.` });
    expect(await roles()).toEqual([{ username: 'ben', role: 'operator' }]);
    expect(await told()).toBe('operator');
    expect((await ask(server.dataDir, 'user', 'role', 'ben', 'user')).code).toBe(0);
    expect(await roles()).toEqual([{ username: 'ben', role: 'user' }]);
  });

  it('of nobody, and one that there is not, say so', async () => {
    const nobody = await ask(server.dataDir, 'user', 'role', 'nobody', 'operator');
    expect(nobody).toEqual({ code: 1, output: expect.stringContaining('Nobody has the username') });
    expect((await ask(server.dataDir, 'user', 'role', 'ben', 'root')).code).toBe(1);
    expect(await roles()).toEqual([{ username: 'ben', role: 'user' }]);
  });
});
