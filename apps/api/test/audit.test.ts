import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountEventPage, SignedIn, StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditAnchor } from '../src/audit/audit-anchor.js';
import { AuditEventsRepository } from '../src/audit/audit-events.repository.js';
import { AuditPruner } from '../src/audit/audit-pruner.js';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { DAY_MS } from '../src/common/retention-rule.js';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';
import { FIREFOX } from './support/user-agents.js';

const eventsOf = async (server: TestServer, token: string, query = '') =>
  (await server.client.get<AccountEventPage>(`/api/me/events${query}`, { token })).body.events;

describeOnEachDatabase('the audit trail', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create());
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
    for (let count = 0; count < 5; count += 1) await logIn('anna', 'a wrong one');
  });
  afterAll(() => server?.stop());

  const logIn = (username: string, password = PASSWORD) =>
    server.client.post<SignedIn>('/api/auth/login', { username, password }, { headers: { 'User-Agent': FIREFOX } });
  const verify = async () => {
    await server.app.get(AuditTrail, { strict: false }).settled();
    await server.app.get(AuditAnchor, { strict: false }).now();
    return ask(server.dataDir, 'audit', 'verify');
  };
  const whole = { code: 0, output: expect.stringMatching(/^The audit trail is whole: \d+ events, from .* to .*\.$/) };
  /** The trail as it was before each of the tests below. */
  async function unchanged<T>(tamper: () => Promise<T>): Promise<T> {
    expect(await verify()).toEqual(whole);
    await server.sql('CREATE TABLE kept_events AS SELECT * FROM audit_events');
    await server.sql('CREATE TABLE kept_chain AS SELECT * FROM audit_chain');
    const anchor = await readFile(join(server.dataDir, 'audit', 'head.json'));
    try {
      return await tamper();
    } finally {
      await server.sql('DELETE FROM audit_events');
      await server.sql('INSERT INTO audit_events SELECT * FROM kept_events');
      await server.sql('DELETE FROM audit_chain');
      await server.sql('INSERT INTO audit_chain SELECT * FROM kept_chain');
      await server.sql('DROP TABLE kept_events, kept_chain');
      await writeFile(join(server.dataDir, 'audit', 'head.json'), anchor);
      expect(await verify()).toEqual(whole);
    }
  }
  const verdict = () => ask(server.dataDir, 'audit', 'verify');

  describe('shows', () => {
    it.each([
      ["outcome = 'success', reason = NULL", 'was changed'],
      ["at = at + interval '1 second'", 'was changed'],
      ['origin = \'{"network": "10.0.0.0/24"}\'', 'does not tell any more where it came from'],
      ['origin = NULL, origin_salt = NULL', 'does not tell any more where it came from'],
      ["key_id = 'another'", 'is linked by a key that is not here'],
    ])('a row that was changed: %s', async (change, words) => {
      const { code, output } = await unchanged(async () => {
        await server.sql(`UPDATE audit_events SET ${change} WHERE seq = 6`);
        return verdict();
      });
      expect(code).toBe(1);
      expect(output).toMatch(new RegExp(`^Row 6 \\(20.*Z\\): ${words}`, 'm'));
      expect(output).toContain('not whole: 1 faults');
    });

    it('rows that were removed from the middle: which, and between which times', async () => {
      const { code, output } = await unchanged(async () => {
        await server.sql('DELETE FROM audit_events WHERE seq IN (5, 6)');
        return verdict();
      });
      expect(code).toBe(1);
      expect(output).toMatch(/^Rows 5 to 6 \(after 20.*Z, before 20.*Z\): missing\.$/m);
    });

    it('rows that were removed from the beginning', async () => {
      const { output } = await unchanged(async () => {
        await server.sql('DELETE FROM audit_events WHERE seq <= 2');
        return verdict();
      });
      expect(output).toMatch(/^Rows 1 to 2 \(after the beginning, before 20.*Z\): missing\.$/m);
    });

    it('rows that are said to have been removed for their age, but were not', async () => {
      const { output } = await unchanged(async () => {
        await server.sql(`UPDATE audit_chain SET pruned_seq = 2, pruned_key_id = 'x', pruned_mac = 'x',
          pruned_hash = (SELECT hash FROM audit_events WHERE seq = 2)`);
        await server.sql('DELETE FROM audit_events WHERE seq <= 2');
        return verdict();
      });
      expect(output).toContain('removed for their age, as it says, but not by this server');
    });

    it('a row that was put in, by somebody without the key', async () => {
      const { output } = await unchanged(async () => {
        await server.sql(`INSERT INTO audit_events SELECT seq + 1, gen_random_uuid(), now(), action, actor, 'success',
            NULL, method, detail, subject, NULL, NULL, NULL, key_id, 'made-up'
          FROM audit_events ORDER BY seq DESC LIMIT 1`);
        await server.sql(`UPDATE audit_chain SET seq = seq + 1, hash = 'made-up'`);
        return verdict();
      });
      expect(output).toMatch(/^Row \d+ \(20.*Z\): was changed, or put in\.$/m);
    });

    it('two rows that changed places', async () => {
      const { output } = await unchanged(async () => {
        await server.sql('UPDATE audit_events SET seq = -seq WHERE seq IN (5, 6)');
        await server.sql('UPDATE audit_events SET seq = 11 + seq WHERE seq < 0');
        return verdict();
      });
      expect(output).toMatch(/^Row 5 .*was changed/m);
      expect(output).toMatch(/^Row 6 .*was changed/m);
    });

    it('rows that were made to look old, so that the server itself removes them', async () => {
      const outputs = await unchanged(async () => {
        await server.sql('DELETE FROM audit_events WHERE seq = 6');
        await server.sql(`UPDATE audit_events SET at = '2001-01-01'`);
        const before = (await verdict()).output;
        expect((await ask(server.dataDir, 'clean')).output).toContain('Removed 0 audit events.');
        return [before, (await verdict()).output];
      });
      for (const output of outputs) expect(output).toMatch(/^Rows? 6 .*: missing\.$/m);
    });

    it('an end that was removed from the database; who logs in meanwhile gets in', async () => {
      const { code, output, loggedIn } = await unchanged(async () => {
        await server.sql('DELETE FROM audit_chain');
        const { status } = await logIn('ben');
        await server.app.get(AuditTrail, { strict: false }).settled();
        return { ...(await verdict()), loggedIn: status };
      });
      expect(code).toBe(1);
      expect(output).toMatch(/^Rows 1 to \d+ .*: lead to no end: what says in the database where the trail ends/m);
      expect(output).toContain('not whole: 1 faults');
      expect(loggedIn).toBe(200);
    });

    it('newest rows that were cut off, also after the server wrote new ones over them', async () => {
      const cutOff = `UPDATE audit_chain SET seq = last.seq, hash = last.hash
        FROM (SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1) AS last`;
      const outputs = await unchanged(async () => {
        await server.sql('DELETE FROM audit_events WHERE seq > 7');
        await server.sql(cutOff);
        const before = (await verdict()).output;
        for (let count = 0; count < 8; count += 1) await logIn('ben', 'a wrong one');
        return [before, (await verify()).output];
      });
      for (const output of outputs) expect(output).toContain('not the end that was remembered');
    });

    it('an end that is not remembered, or by somebody without the key', async () => {
      const path = join(server.dataDir, 'audit', 'head.json');
      const outputs = await unchanged(async () => {
        const anchor = JSON.parse(await readFile(path, 'utf8')) as object;
        await writeFile(path, JSON.stringify({ ...anchor, seq: 1 }));
        const forged = (await verdict()).output;
        await rm(path);
        return [forged, (await verdict()).output];
      });
      for (const output of outputs) expect(output).toContain('not the end that was remembered');
    });
  });

  it('shows a person their own events, and nobody else’s', async () => {
    const own = await eventsOf(server, anna.accessToken);
    expect(own.at(-1)).toMatchObject({ action: 'consent-given' });
    expect(await eventsOf(server, ben.accessToken, `?before=${own[0]!.id}`)).toEqual([]);
  });

  it('is linked by many at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => logIn(at % 2 ? 'anna' : 'nobody', 'a wrong one')));
    expect(await verify()).toEqual(whole);
  });

  it('holds over a rotation of the keys, and over a restart', async () => {
    expect((await ask(server.dataDir, 'keys', 'rotate')).code).toBe(0);
    await logIn('anna');
    expect(await verify()).toEqual(whole);
    await server.restart();
    expect(await verify()).toEqual(whole);
    const keys = await server.sql<{ key_id: string }>('SELECT DISTINCT key_id FROM audit_events');
    expect(keys).toHaveLength(2);
  });

  it('shows a row by the old key behind one by the new', async () => {
    const { output } = await unchanged(async () => {
      await server.sql(`UPDATE audit_events SET key_id = (SELECT key_id FROM audit_events WHERE seq = 1)
        WHERE seq = (SELECT max(seq) FROM audit_events)`);
      return verdict();
    });
    expect(output).toContain('is linked by a key that is not here, or was replaced before');
  });

  describe('of an account that was erased', () => {
    let subject: string;
    beforeEach(async () => {
      const { body } = await signUp(server.client, await imagesOfA(), { username: 'carl' });
      const [row] = await server.sql<{ audit_subject: string }>('SELECT audit_subject FROM users WHERE id = $1', [
        body.user.id,
      ]);
      subject = row!.audit_subject;
      await server.client.delete('/api/me', { token: body.accessToken, body: { password: PASSWORD } });
    });

    it('keeps what happened, and not to whom nor from where; and is whole', async () => {
      const rows = await server.sql<Record<string, unknown>>(
        'SELECT action, origin, origin_salt, origin_digest FROM audit_events WHERE subject = $1 ORDER BY seq',
        [subject],
      );
      expect(rows.map(({ action }) => action)).toEqual(['consent-given', 'sign-up', 'account-erased']);
      for (const { origin, origin_salt: salt } of rows) expect([origin, salt]).toEqual([null, null]);
      expect(await server.sql('SELECT id FROM users WHERE audit_subject = $1', [subject])).toEqual([]);
      expect(await verify()).toEqual(whole);
    });
  });

  it('is whole while an account is erased', async () => {
    const { body } = await signUp(server.client, await imagesOfA(), { username: 'dora' });
    await logIn('dora', 'a wrong one');
    await verify();
    const events = server.app.get(AuditEventsRepository, { strict: false });
    const page = events.page.bind(events);
    vi.spyOn(events, 'page').mockImplementationOnce(async (after, limit) => {
      await server.client.delete('/api/me', { token: body.accessToken, body: { password: PASSWORD } });
      return page(after, limit);
    });
    expect(await verdict()).toEqual(whole);
  });

  it('forgets what is older than the settings say, tells of it, and is whole', async () => {
    const pruner = server.app.get(AuditPruner, { strict: false });
    const prune = (inDays: number, dryRun = false) => pruner.run({ nowMs: Date.now() + inDays * DAY_MS, dryRun });
    expect(await prune(364)).toBe(0);
    const [row] = await server.sql<{ count: string }>('SELECT count(*) AS count FROM audit_events');
    expect(await prune(366, true)).toBe(Number(row!.count));
    expect(await prune(366)).toBe(Number(row!.count));
    expect(await server.sql('SELECT action, detail FROM audit_events')).toEqual([
      { action: 'audit-pruned', detail: row!.count },
    ]);
    expect(await verify()).toEqual(whole);
    await logIn('anna');
    expect(await verify()).toEqual(whole);
  });

  it('takes over the sign-in history of an earlier version', async () => {
    await server.sql(
      `INSERT INTO sign_in_events (id, user_id, at, method, outcome, reason, user_agent) VALUES
         (gen_random_uuid(), $1, '2025-11-01T10:00:00Z', 'face', 'success', NULL, $2),
         (gen_random_uuid(), $1, '2025-11-02T10:00:00Z', 'password', 'failure', 'CREDENTIALS_INVALID', NULL)`,
      [anna.user.id, FIREFOX],
    );
    await server.restart();
    const { body } = await server.client.get<AccountEventPage>('/api/me/activity', { token: anna.accessToken });
    expect(body.events.slice(-2)).toMatchObject([
      { time: '2025-11-02T10:00:00.000Z', method: 'password', outcome: 'failure', reason: 'CREDENTIALS_INVALID' },
      { time: '2025-11-01T10:00:00.000Z', method: 'face', outcome: 'success', device: 'Firefox, Linux' },
    ]);
    expect(await server.sql('SELECT id FROM sign_in_events')).toEqual([]);
    expect(await verify()).toEqual(whole);
  });
});
