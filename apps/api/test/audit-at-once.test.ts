import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredFacial } from '@facegate/contracts';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { AuditAnchor } from '../src/audit/audit-anchor.js';
import { AuditEventsRepository } from '../src/audit/audit-events.repository.js';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { describeOnPostgres } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnPostgres('the audit trail beside an erasure', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let subject: string;
  beforeAll(async () => (server = await startServer(await database.create())));
  afterAll(() => server?.stop());
  beforeEach(async () => {
    ({ body: anna } = await signUp(server.client, await imagesOfA()));
    await server.app.get(AuditTrail, { strict: false }).settled();
    const [row] = await server.sql<{ audit_subject: string }>('SELECT audit_subject FROM users WHERE id = $1', [
      anna.user.id,
    ]);
    subject = row!.audit_subject;
  });

  /** An attempt at the account, not committed until `meanwhile` is done. */
  const tryAnna = (meanwhile: () => Promise<unknown>) =>
    server.app.get(DataSource).transaction(async (transaction) => {
      const events = server.app.get(AuditEventsRepository, { strict: false });
      const origin = { network: '203.0.113.0/24', device: 'Firefox, Linux' };
      const { id: userId } = anna.user;
      await events.append(transaction, [{ at: new Date(), action: 'sign-in', actor: 'unknown', userId, origin }]);
      await meanwhile();
    });
  const untilSomebodyWaits = async () => {
    const sql = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while ((await server.sql(sql)).length === 0) await sleep(20);
  };
  const origins = () =>
    server.sql('SELECT action FROM audit_events WHERE subject = $1 AND origin IS NOT NULL', [subject]);

  it('forgets from where an attempt came that is written at that moment', async () => {
    let erased: Promise<{ status: number }> | undefined;
    await tryAnna(() => {
      erased = server.client.delete('/api/me', { token: anna.accessToken, body: { password: PASSWORD } });
      return untilSomebodyWaits();
    });
    expect((await erased!).status).toBe(204);
    expect(await origins()).toEqual([]);
  });

  it('has nothing of an attempt that comes after', async () => {
    const events = server.app.get(AuditEventsRepository, { strict: false });
    let late: Promise<void> | undefined;
    await server.app.get(DataSource).transaction(async (transaction) => {
      await transaction.query('DELETE FROM users WHERE id = $1', [anna.user.id]);
      await events.forgetOrigins(transaction, subject);
      late = tryAnna(() => Promise.resolve());
      await untilSomebodyWaits();
    });
    await late;
    expect(await origins()).toEqual([]);
  });
});

/** Of another name each time: past five, a name has to wait. */
const attempt = (server: TestServer) =>
  server.client.post('/api/auth/login', { username: `nobody-${randomUUID()}`, password: 'a wrong one' });

describeOnPostgres('the audit trail of two servers', (database) => {
  let settings: Record<string, string>;
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    settings = await database.create();
    one = await startServer(settings);
    other = await startServer(settings, { FACEGATE_DATA_DIR: one.dataDir });
  });
  afterAll(async () => {
    await other?.app.close();
    await one?.stop();
  });

  it('is one chain', async () => {
    await Promise.all(Array.from({ length: 24 }, (_, at) => attempt(at % 2 ? one : other)));
    for (const server of [one, other]) await server.app.get(AuditTrail, { strict: false }).settled();
    expect(await one.sql('SELECT count(*)::int AS count FROM audit_events')).toEqual([{ count: 24 }]);
    await Promise.all([one, other].map((server) => server.app.get(AuditAnchor, { strict: false }).now()));
    const { output } = await ask(one.dataDir, 'audit', 'verify');
    expect(output).toMatch(/^The audit trail is whole: 24 events/);
  });
});
