import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { StoredFacial } from '@facegate/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CleanUp } from '../src/retention/clean-up.js';
import { IdleAccountsRepository } from '../src/retention/idle-accounts.repository.js';
import { describeOnEachDatabase } from './support/databases.js';
import { drained } from './support/mail-server.js';
import { ask } from './support/operator.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const DAY_MS = 24 * 3_600_000;

describeOnEachDatabase('clean', (database) => {
  let server: TestServer;
  let anna: StoredFacial;
  let ben: StoredFacial;
  beforeAll(async () => {
    server = await startServer(await database.create(), {
      FACEGATE_PICTURE_DAYS: '10',
      FACEGATE_IDLE_ACCOUNT_DAYS: '60',
      FACEGATE_AUDIT_DAYS: '3650',
    });
    ({ body: ben } = await signUp(server.client, await imagesOfB(), { username: 'ben' }));
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    await server.sql('DELETE FROM users WHERE id <> $1', [ben.user.id]);
    ({ body: anna } = await signUp(server.client, await imagesOfA(), { username: 'anna' }));
    await clean();
  });

  /** What is removed that many days from now. */
  async function clean(inDays = 0, dryRun = false): Promise<Record<string, number>> {
    const cleanUp = server.app.get(CleanUp, { strict: false });
    const nowMs = Date.now() + inDays * DAY_MS;
    const cleaned = await cleanUp.run({ nowMs, dryRun }, new AbortController().signal);
    return Object.fromEntries(cleaned.flatMap(({ what, count }) => (count > 0 ? [[what, count]] : [])));
  }
  const folder = (userId: string) => join(server.dataDir, 'faces', userId);
  const users = async () =>
    (await server.sql<{ username: string }>('SELECT username FROM users ORDER BY 1')).map(({ username }) => username);
  /** Sent or about to be: what waits in the queue goes into the outbox a second later. */
  const idleMails = async () => {
    await drained(server);
    return (await readdir(join(server.dataDir, 'outbox'))).filter((name) => name.includes('_account-idle_')).length;
  };

  const idle = (days: number) =>
    server.sql(`UPDATE users SET created_at = now() - $2 * interval '1 day' WHERE id = $1`, [anna.user.id, days]);

  it('removes nothing of today, and says what it looked at', async () => {
    const { code, output } = await ask(server.dataDir, 'clean');
    expect(code).toBe(0);
    for (const what of [
      'half-erased accounts',
      'unconfirmed addresses',
      'idle accounts',
      'old pictures',
      'orphaned files',
      'ended sessions',
      'expired second-factor tickets',
      'expired passkey challenges',
      'expired links',
      'addresses that were left',
      'old mails of the outbox',
      'expired liveness proofs',
      'audit events',
    ])
      expect(output).toContain(`Removed 0 ${what}.`);
  });

  it('finishes an erasure that failed half-way, in whichever server', async () => {
    await server.sql(
      `UPDATE users SET data_key = NULL, facial_data = jsonb_set(facial_data, '{faces}', '[]') WHERE id = $1`,
      [anna.user.id],
    );
    expect(await clean(0, true)).toMatchObject({ 'half-erased accounts': 1 });
    expect(await users()).toEqual(['anna', 'ben']);
    expect(await clean()).toMatchObject({ 'half-erased accounts': 1 });
    expect(await users()).toEqual(['ben']);
    expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(anna.user.id);
  });

  it('removes old pictures; their faces stay', async () => {
    expect((await clean(9))['old pictures']).toBeUndefined();
    expect(await clean(11, true)).toMatchObject({ 'old pictures': 5 });
    expect(await readdir(folder(anna.user.id))).toHaveLength(3);
    expect(await clean(11)).toMatchObject({ 'old pictures': 5 });
    expect(await readdir(folder(anna.user.id))).toEqual([]);
    const faces = await server.client.get<{ faces: { hasImage: boolean }[] }>('/api/me/faces', {
      token: anna.accessToken,
    });
    expect(faces.body.faces.map(({ hasImage }) => hasImage)).toEqual([false, false, false]);
  });

  describe('of files that belong to nobody', () => {
    it('removes them, and no others', async () => {
      const stray = randomUUID();
      await writeFile(join(folder(anna.user.id), stray), 'left');
      const gone = randomUUID();
      await mkdir(folder(gone));
      await writeFile(join(folder(gone), stray), 'left');
      await mkdir(folder('no-uuid'));
      await writeFile(join(folder('no-uuid'), 'x'), 'left');
      expect((await ask(server.dataDir, 'clean', '--dry-run')).output).toContain('Would remove 3 orphaned files.');
      expect(await clean()).toEqual({ 'orphaned files': 3 });
      expect(await readdir(folder(anna.user.id))).toHaveLength(3);
      expect(await readdir(join(server.dataDir, 'faces'))).not.toContain(gone);
      expect(await clean()).toEqual({});
    });

    it('minds nothing that is no picture', async () => {
      await writeFile(join(server.dataDir, 'faces', '.DS_Store'), 'of a file manager');
      await mkdir(join(folder(anna.user.id), 'folder'));
      expect(await clean()).toEqual({ 'orphaned files': 1 });
      expect(await readdir(folder(anna.user.id))).toHaveLength(3);
      expect(await clean()).toEqual({});
      await rm(join(server.dataDir, 'faces', '.DS_Store'));
    });

    it('leaves those that somebody is about to name', async () => {
      const faceId = randomUUID();
      const intent = join(folder('.pending'), randomUUID());
      await writeFile(intent, JSON.stringify({ id: '1', userId: anna.user.id, faceIds: [faceId] }));
      await writeFile(join(folder(anna.user.id), faceId), 'sealed');
      expect(await clean()).toEqual({});
      expect(await readdir(folder(anna.user.id))).toContain(faceId);
      await rm(intent);
      expect(await clean()).toEqual({ 'orphaned files': 1 });
    });

    it('harms no sign-up that goes on', async () => {
      const [signed] = await Promise.all([
        signUp(server.client, await imagesOfA(), { username: 'carl' }),
        ...Array.from({ length: 20 }, () => clean()),
      ]);
      expect(await readdir(folder(signed.body.user.id))).toHaveLength(3);
    });
  });

  describe('of accounts that nobody uses', () => {
    beforeEach(async () => {
      await server.sql('DELETE FROM sessions WHERE user_id = $1', [anna.user.id]);
      await server.sql(`DELETE FROM queued_mails`);
    });

    it('tells their owners once, and erases them a month later', async () => {
      const before = await idleMails();
      await idle(31);
      await Promise.all([clean(), clean()]);
      expect(await idleMails()).toBe(before + 1);
      await clean();
      expect(await idleMails()).toBe(before + 1);
      expect(await users()).toEqual(['anna', 'ben']);
      await idle(61);
      await clean();
      expect(await users()).toEqual(['anna', 'ben']);
      await server.sql(`UPDATE users SET idle_warned_at = now() - interval '31 days' WHERE username = 'anna'`);
      expect(await clean(0, true)).toEqual({ 'idle accounts': 1 });
      expect(await clean()).toEqual({ 'idle accounts': 1 });
      expect(await users()).toEqual(['ben']);
      const [event] = await server.sql(
        `SELECT actor FROM audit_events WHERE action = 'account-erased' ORDER BY seq DESC LIMIT 1`,
      );
      expect(event).toEqual({ actor: 'server' });
    });

    it('spares who logged in after being told', async () => {
      await idle(31);
      await clean();
      await idle(61);
      await server.sql(`UPDATE users SET idle_warned_at = now() - interval '31 days' WHERE username = 'anna'`);
      await server.client.post('/api/auth/login', { username: 'anna', password: PASSWORD });
      expect(await clean()).toEqual({});
      expect(await users()).toEqual(['anna', 'ben']);
    });

    it('spares who logs in while others are erased', async () => {
      await idle(61);
      await server.sql(`UPDATE users SET idle_warned_at = now() - interval '31 days' WHERE username = 'anna'`);
      const accounts = server.app.get(IdleAccountsRepository, { strict: false });
      const over = accounts.over.bind(accounts);
      vi.spyOn(accounts, 'over').mockImplementationOnce(async (...asked) => {
        const found = await over(...asked);
        await server.client.post('/api/auth/login', { username: 'anna', password: PASSWORD });
        return found;
      });
      expect(await clean()).toEqual({});
      expect(await users()).toEqual(['anna', 'ben']);
    });

    it('knows when an account was used last, also by sessions that were removed', async () => {
      await server.client.post('/api/auth/login', { username: 'anna', password: PASSWORD });
      await server.sql(`UPDATE sessions SET last_used_at = now() - interval '40 days' WHERE user_id = $1`, [
        anna.user.id,
      ]);
      await idle(100);
      expect(await clean()).toEqual({ 'ended sessions': 1 });
      const [row] = await server.sql<{ days: number }>(
        'SELECT extract(day FROM now() - last_seen_at)::int AS days FROM users WHERE id = $1',
        [anna.user.id],
      );
      expect(row!.days).toBe(40);
    });
  });

  it('removes mails of the outbox after a month, and what a crash left of one', async () => {
    const outbox = join(server.dataDir, 'outbox');
    await mkdir(outbox, { recursive: true });
    const old = new Date(Date.now() - 31 * DAY_MS);
    for (const name of ['old.eml', '.old.draft', 'new.eml']) await writeFile(join(outbox, name), 'To: anna');
    for (const name of ['old.eml', '.old.draft']) await utimes(join(outbox, name), old, old);
    expect(await clean(0, true)).toEqual({ 'old mails of the outbox': 2 });
    expect(await clean()).toEqual({ 'old mails of the outbox': 2 });
    const left = await readdir(outbox);
    expect(left).toContain('new.eml');
    expect(left).not.toContain('old.eml');
  });

  it('removes links, tickets, challenges and proofs that are over', async () => {
    await server.sql(
      `INSERT INTO mailed_links (user_id, purpose, hash, address, expires_at) VALUES ($1, 'recovery', 'x', 'x', now() - interval '1 minute')`,
      [anna.user.id],
    );
    await server.sql(
      `INSERT INTO liveness_proofs (id, sealed, expires_at)
       VALUES ($1, 'old', now() - interval '1 second'), ($2, 'new', now() + interval '1 minute')`,
      [randomUUID(), randomUUID()],
    );
    await server.sql(
      `INSERT INTO second_factor_tickets (hash, user_id, method, expires_at)
       VALUES ('old', $1, 'password', now() - interval '1 minute'), ('new', $1, 'password', now() + interval '1 minute')`,
      [anna.user.id],
    );
    await server.sql(
      `INSERT INTO passkey_challenges (challenge, purpose, ticket_hash, expires_at)
       VALUES ('old', 'second-factor', 'old', now() - interval '1 minute'), ('new', 'sign-in', NULL, now() + interval '1 minute')`,
    );
    const over = {
      'expired passkey challenges': 1,
      'expired second-factor tickets': 1,
      'expired links': 1,
      'expired liveness proofs': 1,
    };
    expect(await clean(0, true)).toEqual(over);
    expect(await clean()).toEqual(over);
    expect(await server.sql('SELECT sealed FROM liveness_proofs')).toEqual([{ sealed: 'new' }]);
    expect(await server.sql('SELECT hash FROM second_factor_tickets')).toEqual([{ hash: 'new' }]);
    expect(await server.sql('SELECT challenge FROM passkey_challenges')).toEqual([{ challenge: 'new' }]);
  });
});
