import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { personA } from '@facegate/test-footage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeOnEachDatabase, describeOnPostgres } from './support/databases.js';
import { drained, MailServer, tokenIn } from './support/mail-server.js';
import { image, imagesOfA, signUp } from './support/people.js';
import { makeDataDir, type Settings, startServer, type TestServer } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

const CONFIRM = 'Confirm your email address';
const newAddress = () => `anna-${randomUUID()}@example.org`;

describeOnEachDatabase('mails on their way', (database) => {
  const mails = new MailServer();
  let server: TestServer;
  let email: string;
  beforeAll(async () => {
    await mails.start();
    const settings = { ...mails.settings, FACEGATE_LOG_LEVEL: 'error' };
    server = await startServer(await database.create(), settings);
  });
  afterAll(async () => {
    await server?.stop();
    await mails.stop();
  });
  beforeEach(async () => {
    email = newAddress();
  });

  const enrol = async () => signUp(server.client, await imagesOfA(), { email });
  /** `postponed`: not now, and held by nobody, whose lease would be longer. */
  const waiting = () =>
    server.sql<{ attempts: number; postponed: boolean }>(
      `SELECT attempts, due_at BETWEEN now() AND now() + interval '1 minute' AS postponed FROM queued_mails`,
    );
  /** Nobody waits for the back-off here. */
  const hurry = () => server.sql('UPDATE queued_mails SET due_at = now()');
  const untilTried = async (times: number) => {
    while (!(await waiting()).some(({ attempts, postponed }) => attempts === times && postponed)) await sleep(20);
  };

  it('wait for a mail server that is down, through a restart, and come once', async () => {
    await mails.stop();
    await enrol();
    await untilTried(1);
    await hurry();
    await untilTried(2);
    await server.restart();
    await mails.start();
    await hurry();
    await mails.next(email, CONFIRM);
    await drained(server);
    expect(mails.to(email)).toHaveLength(1);
  });

  it('are tried again when they are not taken for now, and given up when they are refused for good', async () => {
    mails.refuseWith = 451;
    await enrol();
    await untilTried(1);
    mails.refuseWith = 550;
    await hurry();
    await drained(server);
    mails.refuseWith = undefined;
    expect(mails.to(email)).toEqual([]);
  });

  it('are given up after days', async () => {
    mails.refuseWith = 451;
    await enrol();
    await untilTried(1);
    await server.sql(`UPDATE queued_mails SET created_at = now() - interval '4 days', attempts = 5, due_at = now()`);
    await drained(server);
    mails.refuseWith = undefined;
    expect(mails.to(email)).toEqual([]);
  });

  it('of a process that died with them are sent by the next, once its lease is over', async () => {
    await mails.stop();
    await enrol();
    await untilTried(1);
    // As if it had been killed between taking the mail and sending it.
    await server.sql(`UPDATE queued_mails SET due_at = now() + interval '1 second'`);
    await mails.start();
    await mails.next(email, CONFIRM);
    await drained(server);
    expect(mails.to(email)).toHaveLength(1);
  });

  it('are not written at all when what they tell of does not happen', async () => {
    const { username } = (await enrol()).body.user;
    await drained(server);
    const taken = await signUp(server.client, await imagesOfA(), { username, email: newAddress() }).catch(String);
    expect(taken).toContain('USERNAME_TAKEN');
    expect(await waiting()).toEqual([]);
  });
});

describeOnEachDatabase('a server killed after a sign-up', (database) => {
  const mails = new MailServer();
  let settings: Settings;
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    await mails.start();
    settings = { FACEGATE_DATA_DIR: await makeDataDir(), ...(await database.create()), ...mails.settings };
  });
  afterAll(async () => {
    await server?.kill('SIGKILL');
    await mails.stop();
    await rm(settings['FACEGATE_DATA_DIR']!, { recursive: true, force: true });
  });

  it('sends its mail at the next start, and once', async () => {
    const email = newAddress();
    server = ServerProcess.spawn({ ...settings, KILL_AT: 'after-commit' });
    const client = await server.ready();
    await expect(signUp(client, await imagesOfA(), { email })).rejects.toThrow('fetch failed');
    expect(await server.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(mails.to(email)).toEqual([]);
    server = ServerProcess.spawn(settings);
    await server.ready();
    await mails.next(email, CONFIRM);
    expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
    expect(mails.to(email)).toHaveLength(1);
  }, 180_000);
});

describeOnPostgres('two servers with one queue', (database) => {
  const mails = new MailServer();
  const servers: TestServer[] = [];
  beforeAll(async () => {
    await mails.start();
    const settings = await database.create();
    servers.push(await startServer(settings, mails.settings));
    const { dataDir } = servers[0]!;
    servers.push(await startServer(settings, { ...mails.settings, FACEGATE_DATA_DIR: dataDir }));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await mails.stop();
  });

  it('send each mail once', async () => {
    const { user } = (await signUp(servers[0]!.client, await imagesOfA())).body;
    await servers[0]!.sql(
      `INSERT INTO queued_mails (id, kind, user_id, address, language, details)
       SELECT gen_random_uuid(), 'face-added', $1, 'crowd' || n || '@example.org', 'en', '{"at":"2026-11-20T12:00:00Z"}'
       FROM generate_series(1, 40) n`,
      [user.id],
    );
    await drained(servers[0]!);
    const crowd = mails.mails.flatMap(({ recipients }) => recipients).filter((address) => address.startsWith('crowd'));
    expect(crowd).toHaveLength(40);
    expect(new Set(crowd).size).toBe(40);
  });
});

describe('without a mail server', () => {
  let dataDir: string;
  let server: ServerProcess;
  beforeEach(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    await server.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function mailOf(settings: Settings): Promise<string> {
    server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings });
    await signUp(await server.ready(), [await image(personA.front), await image(personA.left)]);
    while (!server.output.includes('There is no SMTP_URL')) await sleep(20);
    const [name, ...others] = await readdir(join(dataDir, 'outbox'));
    expect(others).toEqual([]);
    return join(dataDir, 'outbox', name!);
  }

  it('each mail is a file for the server’s own account alone, and the console shows the link', async () => {
    const path = await mailOf({});
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(join(dataDir, 'outbox'))).mode & 0o777).toString(8)).toBe('700');
    const parsed = await MailServer.read(await readFile(path));
    expect(parsed).toMatchObject({ subject: CONFIRM, from: { address: 'facegate@localhost' } });
    expect(server.output).toContain(path);
    expect(server.output).toContain(`/verify-email#${tokenIn({ parsed }, '/verify-email')}`);
  });

  it('but not in production, where the console is a log', async () => {
    const path = await mailOf({
      NODE_ENV: 'production',
      FACEGATE_MASTER_KEY: randomBytes(32).toString('base64'),
      FACEGATE_PUBLIC_URL: 'http://localhost:3000',
      FACEGATE_LIVENESS: 'on',
    });
    expect(server.output).toContain(path);
    expect(server.output).not.toContain('verify-email#');
    expect(server.output).not.toContain(
      tokenIn({ parsed: await MailServer.read(await readFile(path)) }, '/verify-email'),
    );
  });
});
