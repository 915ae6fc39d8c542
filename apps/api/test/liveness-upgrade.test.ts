import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LivenessProofs1765200000000 } from '../src/database/migrations/1765200000000-liveness-proofs.js';
import { SignedTokens } from '../src/tokens/signed-tokens.js';
import { LIVENESS_TOKEN } from '../src/tokens/token-kinds.js';
import { describeOnEachDatabase } from './support/databases.js';
import { newNonce } from './support/live-person.js';
import { imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('a database of the version before there were proofs', (database) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer(await database.create(), { FACEGATE_LIVENESS: 'on' });
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
  });
  afterAll(() => server?.stop());

  const tables = async () =>
    (
      await server.sql<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1`,
      )
    ).map(({ name }) => name);

  it('loses its tokens and hashes, and no account; a token of then opens nothing', async () => {
    const id = randomUUID();
    const runner = server.app.get(DataSource).createQueryRunner();
    const migration = new LivenessProofs1765200000000();
    await migration.down(runner);
    await runner.query(
      `INSERT INTO liveness_tokens (id, sealed_face, expires_at) VALUES ($1, 'x', now() + interval '1 minute')`,
      [id],
    );
    await runner.query(`INSERT INTO probe_pictures (sha256) VALUES ('x')`);
    await migration.up(runner);
    await runner.release();
    const names = await tables();
    expect(names).toContain('liveness_proofs');
    expect(names).not.toEqual(expect.arrayContaining(['liveness_tokens']));
    expect(names).not.toEqual(expect.arrayContaining(['probe_pictures']));
    const { upQueries } = await server.app.get(DataSource).driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    const livenessToken = await server.app.get(SignedTokens, { strict: false }).sign(LIVENESS_TOKEN, {}, { jwtid: id });
    const body = { livenessToken, nonce: newNonce(), username: 'anna' };
    expect((await server.client.post('/api/user/facial/recognize', body)).body.code).toBe('LIVENESS_INVALID');
    expect(await server.sql('SELECT username FROM users')).toEqual([{ username: 'anna' }]);
  });
});
