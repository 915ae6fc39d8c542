import type { SessionList, SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from './support/client.js';
import { describeOnEachDatabase } from './support/databases.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

describeOnEachDatabase('my sessions', (database) => {
  let server: TestServer;
  let ben: StoredFacial;
  let here: Answer<SignedIn>;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql(`DELETE FROM sessions WHERE user_id <> $1`, [ben.user.id]);
    here = await logIn();
  });

  const logIn = (headers?: Record<string, string>) =>
    server.client.post<SignedIn>('/api/auth/login', { username: 'anna', password: PASSWORD }, { headers });
  const list = async (token = here.body.accessToken) =>
    (await server.client.get<SessionList>('/api/me/sessions', { token })).body.sessions;
  const end = (id: string, token = here.body.accessToken) => server.client.delete(`/api/me/sessions/${id}`, { token });
  const refresh = (refreshToken?: string) =>
    server.client.post<SignedIn & { code: string }>('/api/auth/refresh', undefined, { refreshToken });
  const me = async (token: string) => (await server.client.get('/api/me', { token })).body.code;
  const currentOf = async (token: string) => (await list(token)).find(({ current }) => current)!.id;

  it('tell when, how and on what one signed in, and which one asks', async () => {
    const elsewhere = await logIn({ 'User-Agent': FIREFOX });
    const sessions = await list();
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toEqual({
      id: expect.any(String),
      method: 'password',
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      device: 'Firefox, Linux',
      userAgent: FIREFOX,
      current: false,
    });
    expect(sessions[1]).toMatchObject({ current: true });
    await refresh(here.refreshToken);
    const used = await list(elsewhere.body.accessToken);
    expect(used.map(({ current }) => current)).toEqual([false, true]);
    expect(used[0]!.lastUsedAt > sessions[1]!.lastUsedAt).toBe(true);
  });

  it('that are over or ended are not listed', async () => {
    const [over, ended] = [await logIn(), await logIn()];
    await server.sql(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      await currentOf(over.body.accessToken),
    ]);
    await server.client.post('/api/auth/logout', undefined, { refreshToken: ended.refreshToken });
    expect(await list()).toHaveLength(1);
  });

  it('of other people are neither listed nor ended', async () => {
    const others = await currentOf(ben.accessToken);
    expect((await list()).map(({ id }) => id)).not.toContain(others);
    expect(await end(others)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await server.client.delete('/api/me/sessions', { token: here.body.accessToken })).status).toBe(204);
    expect(await me(ben.accessToken)).toBeUndefined();
  });

  it('end one at a time, with both tokens, at once', async () => {
    const [stays, goes] = [await logIn(), await logIn()];
    const id = await currentOf(goes.body.accessToken);
    expect((await end(id)).status).toBe(204);
    expect(await me(goes.body.accessToken)).toBe('SESSION_REVOKED');
    expect((await refresh(goes.refreshToken)).body.code).toBe('SESSION_REVOKED');
    expect(await me(stays.body.accessToken)).toBeUndefined();
    expect((await end(id)).status).toBe(404);
  });

  it('end all but this one', async () => {
    const others = [await logIn(), await logIn()];
    expect((await server.client.delete('/api/me/sessions', { token: here.body.accessToken })).status).toBe(204);
    for (const { body, refreshToken } of others) {
      expect(await me(body.accessToken)).toBe('SESSION_REVOKED');
      expect((await refresh(refreshToken)).body.code).toBe('SESSION_REVOKED');
    }
    expect(await list()).toMatchObject([{ current: true }]);
    expect((await refresh(here.refreshToken)).status).toBe(200);
  });

  it('end with this one, which is a log-out', async () => {
    const answer = await end(await currentOf(here.body.accessToken));
    expect(answer).toMatchObject({ status: 204, refreshToken: '' });
    expect(await me(here.body.accessToken)).toBe('SESSION_REVOKED');
  });

  it.each(['00000000-0000-0000-0000-000000000000', 'no-uuid', '%00', "'%20OR%20true--"])(
    'of the id %s are not found',
    async (id) => {
      expect(await end(id)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    },
  );

  describe('are closed', () => {
    it.each(['', 'nonsense'])('to the token %j', async (token) => {
      const id = await currentOf(here.body.accessToken);
      for (const { body } of [
        await server.client.get('/api/me/sessions', { token }),
        await server.client.delete('/api/me/sessions', { token }),
        await end(id, token),
      ])
        expect(body.code).toBe('UNAUTHENTICATED');
      expect(await me(here.body.accessToken)).toBeUndefined();
    });
  });
});
