import type { AuditEvent, AuditPage, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, imagesOfB, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

describeOnEachDatabase('the audit trail for operators', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let token: string;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    const { body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' });
    token = ben.accessToken;
    for (let count = 0; count < 5; count += 1) {
      const wrong = { username: 'anna', password: 'a wrong one' };
      await server.client.post('/api/auth/login', wrong, { headers: { 'User-Agent': FIREFOX } });
    }
    await ask(server.dataDir, 'user', 'role', 'ben', 'operator');
  });
  afterAll(() => server?.stop());

  const page = async (query = '') => (await server.client.get<AuditPage>(`/api/audit${query}`, { token })).body;

  it('has everything, in pages, with names as long as there are accounts', async () => {
    const seen: AuditEvent[] = [];
    for (let query = '?limit=4'; ;) {
      const { events, next } = await page(query);
      seen.push(...events);
      if (next === undefined) break;
      query = `?limit=4&before=${next}`;
    }
    const places = seen.map(({ seq }) => seq);
    expect(places).toEqual(Array.from({ length: places.length }, (_, at) => places.length - at));
    expect(seen.find(({ action }) => action === 'role-changed')).toMatchObject({
      actor: 'operator',
      username: 'ben',
      detail: 'operator',
    });
  });

  it('can be asked for an action, an outcome, a person and a time', async () => {
    const { events } = await page('?action=sign-in&outcome=failure&user=anna');
    expect(events).toHaveLength(5);
    expect(events[0]).toMatchObject({
      username: 'anna',
      actor: 'unknown',
      reason: 'CREDENTIALS_INVALID',
      device: 'Firefox, Linux',
      network: '127.0.0.0/24',
    });
    const { time } = events[3]!;
    const older = await page(`?action=sign-in&user=anna&to=${encodeURIComponent(time)}`);
    expect(older.events.every((event) => event.time < time)).toBe(true);
    const newer = await page(`?action=sign-in&user=anna&from=${encodeURIComponent(time)}`);
    expect(newer.events.length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    'limit=0',
    'action=nonsense',
    'outcome=',
    'from=yesterday',
    'before=x',
    'user=nobody',
    'user=%00',
    'limit=1&limit=2',
  ])('refuses %s', async (query) => {
    const answer = await server.client.get(`/api/audit?${query}`, { token });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
  });

  it('can be had as lines, oldest first and without names, and so by the command', async () => {
    const headers = { Accept: 'application/x-ndjson' };
    const answer = await server.client.get<AuditEvent[]>('/api/audit', { token, headers });
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    expect(answer.body.map(({ seq }) => seq)).toEqual(answer.body.map((_, at) => at + 1));
    expect(JSON.stringify(answer.body)).not.toContain('anna');
    const { code, output } = await ask(server.dataDir, 'audit', 'export');
    expect(code).toBe(0);
    const lines = output.split('\n').map((line) => JSON.parse(line) as AuditEvent);
    expect(lines.slice(0, answer.body.length)).toEqual(answer.body);
  });

  it('is closed to everybody else', async () => {
    for (const accept of ['application/json', 'application/x-ndjson']) {
      const headers = { Accept: accept };
      const user = await server.client.get('/api/audit', { token: anna.accessToken, headers });
      expect({ status: user.status, code: user.body.code }).toEqual({ status: 403, code: 'FORBIDDEN' });
      expect((await server.client.get('/api/audit', { headers })).body.code).toBe('UNAUTHENTICATED');
    }
    await ask(server.dataDir, 'user', 'role', 'ben', 'user');
    expect((await server.client.get('/api/audit', { token })).body.code).toBe('FORBIDDEN');
  });
});
