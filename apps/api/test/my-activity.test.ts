import type { ActivityPage, SignInEvent, StoredFacial } from '@facegate/contracts';
import { personA, personB } from '@facegate/test-footage';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeOnEachDatabase } from './support/databases.js';
import { account, base64, image, imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

const RECOGNIZE = '/api/user/facial/recognize';

type Attempt = Partial<SignInEvent>;

describeOnEachDatabase('my activity', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LOOK_ALIKES: 'refuse' });
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna', email: 'anna@example.org' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());

  const page = async (query = '', token = anna.accessToken) =>
    (await server.client.get<ActivityPage & { code: string }>(`/api/me/activity${query}`, { token })).body;
  const logIn = (username: string, password = PASSWORD) =>
    server.client.post('/api/auth/login', { username, password }, { headers: { 'User-Agent': FIREFOX } });
  const newest = async (person = anna): Promise<Attempt[]> => {
    const { events } = await page('', person.accessToken);
    return events.map(({ method, outcome, reason }) => ({ method, outcome, ...(reason && { reason }) }));
  };

  it('begins with the sign-up', async () => {
    expect(await newest(ben)).toEqual([{ method: 'face', outcome: 'success' }]);
  });

  describe('tells of', () => {
    beforeEach(() => server.sql('DELETE FROM audit_events'));

    it('a log-in by password: when, how and from which device, and no more', async () => {
      await logIn('anna');
      const { events, next } = await page();
      expect(events).toEqual([
        {
          id: expect.any(String),
          time: expect.any(String),
          method: 'password',
          outcome: 'success',
          device: 'Firefox, Linux',
        },
      ]);
      expect(Math.abs(Date.parse(events[0]!.time) - Date.now())).toBeLessThan(60_000);
      expect(next).toBeUndefined();
    });

    it('a log-in by face, with and without a name', async () => {
      await server.client.post(RECOGNIZE, { image: await base64(personA.otherFront) });
      await server.client.post(RECOGNIZE, { image: await base64(personA.otherFront), username: 'anna' });
      const success = { method: 'face', outcome: 'success' };
      expect(await newest()).toEqual([success, success]);
    });

    it('wrong passwords, by name and by e-mail', async () => {
      await logIn('anna', 'not hers');
      await logIn('anna@example.org', 'not hers');
      const failure = { method: 'password', outcome: 'failure', reason: 'CREDENTIALS_INVALID' };
      expect(await newest()).toEqual([failure, failure]);
    });

    it('a face that is not that of the named account', async () => {
      await server.client.post(RECOGNIZE, { image: await base64(personB.otherFront), username: 'anna' });
      expect(await newest()).toEqual([{ method: 'face', outcome: 'failure', reason: 'FACE_NOT_RECOGNIZED' }]);
      expect(await newest(ben)).toEqual([]);
    });

    it('a sign-up with one’s face, to the person and not to who tried', async () => {
      const { status, body } = await server.client.post(
        '/api/user/facial/store',
        account(await Promise.all([image(personA.otherFront), image(personA.otherLeft)])),
      );
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'FACE_ALREADY_ENROLLED' });
      expect(await newest()).toEqual([{ method: 'face', outcome: 'failure', reason: 'FACE_ALREADY_ENROLLED' }]);
    });

    it('nothing for pictures that are no good, and of names that nobody has nothing that names anybody', async () => {
      await logIn('nobody');
      await server.client.post(RECOGNIZE, { image: 'AAAA', username: 'anna' });
      expect(await newest()).toEqual([]);
      const rows = await server.sql('SELECT action, reason, subject FROM audit_events');
      expect(rows).toEqual([{ action: 'sign-in', reason: 'CREDENTIALS_INVALID', subject: null }]);
    });

    it('no password, token, score or face, in no column', async () => {
      const token = anna.accessToken.split('.')[2]!;
      await logIn('anna', 'a-wrong-password-typed');
      await logIn('anna');
      await newest();
      const rows = JSON.stringify(await server.sql('SELECT * FROM audit_events'));
      expect(rows).toContain('CREDENTIALS_INVALID');
      for (const secret of ['a-wrong-password-typed', PASSWORD, token, 'score', 'sealed'])
        expect(rows).not.toContain(secret);
    });
  });

  describe('in pages', () => {
    let all: SignInEvent[];
    beforeAll(async () => {
      await server.sql('DELETE FROM audit_events');
      // Two of them at the same time: a page must not end between them.
      await server.sql(
        `INSERT INTO audit_events (seq, id, at, action, actor, outcome, method, subject, key_id, hash)
         SELECT 1000 + n, gen_random_uuid(), now() - (n / 2) * interval '1 minute', 'sign-in', 'self', 'success', 'password',
           audit_subject, '', '' FROM users, generate_series(0, 6) n WHERE users.id = $1`,
        [anna.user.id],
      );
      all = (await page()).events;
    });

    it.each([1, 2, 3, 6, 7, 8])('of %i leave nothing out and repeat nothing', async (limit) => {
      const seen: SignInEvent[] = [];
      for (let query = `?limit=${limit}`; ;) {
        const { events, next } = await page(query);
        expect(events.length).toBeLessThanOrEqual(limit);
        seen.push(...events);
        if (!next) break;
        query = `?limit=${limit}&before=${next}`;
      }
      expect(seen).toEqual(all);
      expect(seen).toHaveLength(7);
    });

    it('are newest first, and can begin at a time', async () => {
      const times = all.map(({ time }) => time);
      expect(times).toEqual(times.toSorted((one, other) => other.localeCompare(one)));
      const { events } = await page(`?before=${encodeURIComponent(all[2]!.time)}`);
      expect(events.every(({ time }) => time < all[2]!.time)).toBe(true);
      expect(events.length).toBeGreaterThanOrEqual(2);
    });

    it('do not begin at another person’s event', async () => {
      expect(await page(`?before=${all[0]!.id}`, ben.accessToken)).toEqual({ events: [] });
      expect(await page(`?before=${crypto.randomUUID()}`)).toEqual({ events: [] });
    });

    it.each([
      'limit=0',
      'limit=201',
      'limit=-1',
      'limit=1e2',
      'limit=ten',
      'limit=1&limit=2',
      'before=',
      'before=yesterday',
      "before='%20OR%20true--",
      'before=2026-13-45T99:00:00Z',
      'before=%00',
    ])('of %s are refused', async (query) => {
      expect((await page(`?${query}`)).code).toBe('VALIDATION_FAILED');
    });
  });

  it('is closed to who is not signed in', async () => {
    expect((await server.client.get('/api/me/activity')).body.code).toBe('UNAUTHENTICATED');
    expect((await page('?limit=1', `${anna.accessToken}x`)).code).toBe('UNAUTHENTICATED');
  });

  it('that cannot be written is told to the log, and lets people in', async () => {
    const told = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    await server.sql('ALTER TABLE audit_events RENAME TO audit_events_away');
    try {
      expect((await logIn('anna')).status).toBe(200);
      expect((await page()).code).toBe('INTERNAL');
      expect(told.mock.calls.flat().join(' ')).toContain(`sign-in success by password of ${anna.user.id}`);
    } finally {
      await server.sql('ALTER TABLE audit_events_away RENAME TO audit_events');
      told.mockRestore();
    }
  });

  it('is kept over a restart', async () => {
    await logIn('anna');
    await server.restart();
    expect((await newest()).length).toBeGreaterThan(0);
  });
});
