import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UnconfirmedAddresses1765300003300 } from '../src/database/migrations/1765300003300-unconfirmed-addresses.js';
import { CleanUp } from '../src/retention/clean-up.js';
import { describeOnEachDatabase } from './support/databases.js';
import { drained, MailServer } from './support/mail-server.js';
import { imagesOfA, imagesOfB, PASSWORD, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

const HOUR_MS = 3_600_000;

describeOnEachDatabase('a database of the version before addresses had to be confirmed', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  beforeAll(async () => {
    await mails.start();
    server = await startServer(await database.create(), mails.settings);
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
    await signUp(server.client, await imagesOfB(), { username: 'ben' });
    await server.sql(`UPDATE users SET email_verified_at = now() WHERE username = 'ben'`);
    await drained(server);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });

  it('keeps every account, confirmed or not, and nothing is asked of it', async () => {
    const runner = server.app.get(DataSource).createQueryRunner();
    const migration = new UnconfirmedAddresses1765300003300();
    await migration.down(runner);
    await runner.query(`UPDATE users SET created_at = now() - interval '1 year'`);
    await migration.up(runner);
    await runner.release();
    const { upQueries } = await server.app.get(DataSource).driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await server.app
      .get(CleanUp, { strict: false })
      .run({ nowMs: Date.now() + 100 * HOUR_MS, dryRun: false }, new AbortController().signal);
    const rows = await server.sql('SELECT username, confirmation_demanded, confirm_by FROM users ORDER BY 1');
    expect(rows).toEqual(
      ['anna', 'ben'].map((username) => ({ username, confirmation_demanded: false, confirm_by: null })),
    );
    for (const username of ['anna', 'ben'])
      expect((await server.client.post('/api/auth/login', { username, password: PASSWORD })).status).toBe(200);
  });
});
