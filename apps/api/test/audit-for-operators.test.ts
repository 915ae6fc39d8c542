import type { AuditEvent, AuditPage, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { describeOnEachDatabase } from './support/databases.js';
import { Member } from './support/factors.js';
import { ask } from './support/operator.js';
import { imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

describeOnEachDatabase('the audit trail for operators', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: Member;
  let token: string;
  let singleFactor: string;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ben = await Member.signUp(server, { username: 'ben' });
    for (let count = 0; count < 5; count += 1) {
      const wrong = { username: 'anna', password: 'a wrong one' };
      await server.client.post('/api/auth/login', wrong, { headers: { 'User-Agent': FIREFOX } });
    }
    await ask(server.dataDir, 'user', 'role', 'ben', 'operator');
    singleFactor = ben.token;
  });
  afterAll(() => server?.stop());

  const page = async (query = '') => (await server.client.get<AuditPage>(`/api/audit${query}`, { token })).body;

  const readings = async () => {
    await server.app.get(AuditTrail).settled();
    return server.sql<{ detail: string }>(`SELECT detail FROM audit_events WHERE action = 'audit-read' ORDER BY seq`);
  };

  it('is closed to an operator without a second factor, who is told what is missing', async () => {
    for (const Accept of ['application/json', 'application/x-ndjson']) {
      const answer = await server.client.get('/api/audit', { token: singleFactor, headers: { Accept } });
      expect(answer).toMatchObject({ status: 403, body: { code: 'FACTOR_REQUIRED', methods: ['passkey', 'totp'] } });
    }
    expect(await readings()).toEqual([]);
    token = (await ben.addApp()).body.accessToken;
    expect((await server.client.get('/api/audit', { token })).status).toBe(200);
    const again = (await ben.byPassword()).body;
    const completed = await ben.complete(again.ticket, { recoveryCode: ben.recoveryCodes[0] });
    expect((await server.client.get('/api/audit', { token: completed.body.accessToken })).status).toBe(200);
  });

  it('tells of every reading: each page, lines, and a name that nobody has', async () => {
    await page('?limit=1');
    const before = (await readings()).length;
    const { next } = await page('?limit=2');
    await page(`?limit=2&before=${next}`);
    await page('?user=nobody-at-all');
    await server.client.get('/api/audit', { token, headers: { Accept: 'application/x-ndjson' } });
    await page('?limit=1');
    const told = (await readings()).slice(before).map(({ detail }) => detail);
    expect(told).toEqual(['page', `page before ${next}`, 'page', 'lines', 'page']);
  });

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
