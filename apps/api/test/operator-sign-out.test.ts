import type { SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('user sign-out', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let tokens: Record<'anna' | 'ben', string>;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    await signUp(server.client, await imagesOfB(), { username: 'ben' });
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql('DELETE FROM sessions');
    tokens = { anna: await tokenOf('anna'), ben: await tokenOf('ben') };
  });

  async function tokenOf(username: string): Promise<string> {
    const { body } = await server.client.post<SignedIn>('/api/auth/login', { username, password: PASSWORD });
    return body.accessToken;
  }

  const codeOf = async (token: string) => (await server.client.get<{ code?: string }>('/api/me', { token })).body.code;

  it('ends all sessions of one account, and no other', async () => {
    await tokenOf('anna');
    const { code, output } = await ask(server.dataDir, 'user', 'sign-out', 'ANNA');
    expect({ code, output }).toEqual({ code: 0, output: `Ended 2 sessions of anna (${anna.user.id}).` });
    expect(await codeOf(tokens.anna)).toBe('SESSION_REVOKED');
    expect(await codeOf(tokens.ben)).toBeUndefined();
    expect(await codeOf(await tokenOf('anna'))).toBeUndefined();
  });

  it('ends everybody’s', async () => {
    const { code, output } = await ask(server.dataDir, 'user', 'sign-out', '--everybody');
    expect({ code, output }).toEqual({ code: 0, output: 'Ended 2 sessions.' });
    expect(await Promise.all(Object.values(tokens).map((token) => codeOf(token)))).toEqual([
      'SESSION_REVOKED',
      'SESSION_REVOKED',
    ]);
  });

  it('of nobody says so', async () => {
    expect(await ask(server.dataDir, 'user', 'sign-out', 'nobody')).toMatchObject({ code: 1 });
    expect(await codeOf(tokens.anna)).toBeUndefined();
  });
});
