import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AuditAnchor } from '../src/audit/audit-anchor.js';
import { AuditEndLog } from '../src/audit/audit-end-log.js';
import { AuditTrail } from '../src/audit/audit-trail.js';
import { describeOnEachDatabase } from './support/databases.js';
import { ask } from './support/operator.js';
import { imagesOfA, signUp } from './support/people.js';
import { startServer, type TestServer } from './support/server.js';

describeOnEachDatabase('an audit trail that was restored', (database) => {
  let server: TestServer;
  /** Files of the data folder that remember the end, as they were at the backup. */
  let end: Buffer;
  let mark: Buffer;
  /** The line of the log that was written between backup and restore. */
  let noted: string;
  beforeAll(async () => {
    server = await startServer(await database.create());
    await signUp(server.client, await imagesOfA(), { username: 'anna' });
  });
  afterAll(() => server?.stop());

  const pathOf = (name: 'audit/head.json' | 'keys/audit-mark.json') => join(server.dataDir, name);
  const verify = (...words: string[]) => ask(server.dataDir, 'audit', 'verify', ...words);
  const accept = () => ask(server.dataDir, 'audit', 'accept-restore');
  const whole = { code: 0, output: expect.stringContaining('The audit trail is whole') };

  async function settle(): Promise<void> {
    await server.app.get(AuditTrail, { strict: false }).settled();
    await server.app.get(AuditAnchor, { strict: false }).now();
  }

  async function somethingHappens(): Promise<void> {
    server.app.get(AuditTrail, { strict: false }).record({ action: 'audit-read', actor: 'operator' });
    await settle();
  }

  async function noteEnd(): Promise<string> {
    const log = vi.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    try {
      await server.app.get(AuditEndLog, { strict: false }).tell();
      const lines = log.mock.calls.map(([line]) => String(line));
      return /ends with (\S+)$/.exec(lines.find((line) => line.startsWith('The audit trail ends')) ?? '')![1]!;
    } finally {
      log.mockRestore();
    }
  }

  /** The database is the one of the backup, and the data folder the newer one. */
  beforeEach(async () => {
    await settle();
    if ((await verify()).code !== 0) await accept();
    await somethingHappens();
    [end, mark] = [await readFile(pathOf('audit/head.json')), await readFile(pathOf('keys/audit-mark.json'))];
    await server.sql('CREATE TABLE kept_events AS SELECT * FROM audit_events');
    await server.sql('CREATE TABLE kept_chain AS SELECT * FROM audit_chain');
    for (let count = 0; count < 3; count += 1) await somethingHappens();
    noted = await noteEnd();
    await server.sql('DELETE FROM audit_events');
    await server.sql('INSERT INTO audit_events SELECT * FROM kept_events');
    await server.sql('DELETE FROM audit_chain');
    await server.sql('INSERT INTO audit_chain SELECT * FROM kept_chain');
    await server.sql('DROP TABLE kept_events, kept_chain');
  });

  it('is not whole, also after others came, until the operator accepts it; that is an event of its own', async () => {
    await somethingHappens();
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toContain('is not the end that was remembered');
    expect(output).toContain('audit accept-restore');
    expect(await accept()).toEqual({ code: 0, output: expect.stringContaining('goes on behind row') });
    expect(await verify()).toEqual(whole);
    const rows = await server.sql(
      `SELECT actor, detail FROM audit_events WHERE action = 'audit-restored' ORDER BY seq`,
    );
    expect(rows.at(-1)).toEqual({ actor: 'operator', detail: expect.stringMatching(/^\d+ → \d+$/) });
    await somethingHappens();
    expect(await verify()).toEqual(whole);
    await server.restart();
    expect(await verify()).toEqual(whole);
  });

  it('and its remembered end with it shows by the mark beside the keys', async () => {
    await writeFile(pathOf('audit/head.json'), end);
    const { code, output } = await verify();
    expect(code).toBe(1);
    expect(output).toMatch(/were there once, .* an older database was put back/);
    await somethingHappens();
    expect(await readFile(pathOf('keys/audit-mark.json'))).not.toEqual(mark);
    expect((await verify()).output).toMatch(/an older database was put back/);
  });

  it('and all that remembers it, keys and all, shows by a line of the log, and by nothing else', async () => {
    await writeFile(pathOf('audit/head.json'), end);
    await writeFile(pathOf('keys/audit-mark.json'), mark);
    expect(await verify()).toEqual(whole);
    expect(await verify(noted)).toEqual({
      code: 1,
      output: expect.stringContaining('an older database was put back'),
    });
  });

  it('cannot be accepted when a row was changed besides', async () => {
    await server.sql(`UPDATE audit_events SET detail = 'x' WHERE seq = 2`);
    const { code, output } = await accept();
    expect(code).toBe(1);
    expect(output).toMatch(/^Row 2 .*: was changed, or put in\.$/m);
    expect(output).toContain('was changed, and not by a restore alone');
    await server.sql('UPDATE audit_events SET detail = NULL WHERE seq = 2');
  });

  it('is accepted once: then there is nothing to accept', async () => {
    expect((await accept()).code).toBe(0);
    expect(await accept()).toEqual({ code: 1, output: expect.stringContaining('nothing to accept') });
  });

  it('holds what was noted of it before the backup', async () => {
    expect((await accept()).code).toBe(0);
    expect(await verify(await noteEnd())).toEqual(whole);
  });
});
