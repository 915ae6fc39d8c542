import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { describeOnPostgres } from './support/databases.js';
import { facegate } from './support/operator.js';
import { makeDataDir, type Settings } from './support/server.js';
import { ServerProcess } from './support/server-process.js';

// Some start the server three times, each a process of its own.
vi.setConfig({ testTimeout: 180_000 });

const asRoot = process.getuid?.() === 0;
/** Any that is not the one of the tests. */
const ANOTHER_USER = 65_533;

let dataDir: string;
let cwd: string;
const servers: ServerProcess[] = [];
beforeEach(async () => {
  dataDir = await makeDataDir();
  cwd = await mkdtemp(join(tmpdir(), 'facegate-cwd-'));
  await chmod(cwd, 0o755);
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill('SIGKILL')));
  for (const folder of [dataDir, cwd]) await rm(folder, { recursive: true, force: true });
});

function spawn(settings: Settings = {}, options: { uid?: number } = {}): ServerProcess {
  const server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir, ...settings }, { cwd, ...options });
  servers.push(server);
  return server;
}

/** What a start that does not succeed prints: words, never a stack. */
async function refusalOf(settings: Settings = {}, options: { uid?: number } = {}): Promise<string> {
  const server = spawn(settings, options);
  expect({ ...(await server.exited), output: server.output }).toMatchObject({ code: 1, signal: null });
  expect(server.output).toContain('Facegate cannot start.');
  expect(server.output).not.toMatch(/^\s+at /m);
  return server.output;
}

describe('.env of a server process', () => {
  const weak = 'NODE_ENV=production\nFACEGATE_TARGET_FMR=0.01\n';

  it.each([
    ['a byte order mark', Buffer.from(`\u{FEFF}${weak}`)],
    ['UTF-16', Buffer.from(`\u{FEFF}${weak}`, 'utf16le')],
  ])('with %s is read whole: production stays production', async (_name, content) => {
    await writeFile(join(cwd, '.env'), content);
    const output = await refusalOf();
    expect(output).toContain('FACEGATE_MASTER_KEY must be set in production');
    expect(output).toContain('FACEGATE_TARGET_FMR must');
  });

  it('with a misspelt name stops the start and the commands, and names the right one', async () => {
    await writeFile(join(cwd, '.env'), 'FACEGATE_SIGNIN=face+passkey\n');
    expect(await refusalOf()).toContain('FACEGATE_SIGNIN is not a setting. Did you mean FACEGATE_SIGN_IN?');
    const command = await facegate({ FACEGATE_DATA_DIR: dataDir, FACEGATE_SIGNIN: 'any' }, 'reindex');
    expect(command).toMatchObject({ code: 1, output: expect.stringContaining('Did you mean FACEGATE_SIGN_IN?') });
    expect(command.output).not.toMatch(/^\s+at /m);
  });

  it.skipIf(!asRoot)('that another user may not read is told', async () => {
    await writeFile(join(cwd, '.env'), 'PORT=0\n', { mode: 0o600 });
    expect(await refusalOf({}, { uid: ANOTHER_USER })).toContain('.env cannot be read (EACCES)');
  });

  it('that is a folder is told', async () => {
    await mkdir(join(cwd, '.env'));
    expect(await refusalOf()).toContain('.env is a folder');
  });

  it('sets nothing that the environment sets', async () => {
    await writeFile(join(cwd, '.env'), 'FACEGATE_PRIVACY_CONTACT="of the file"\nPORT=1\nFACEGATE_LOG_LEVEL=error\n');
    const client = await spawn({ FACEGATE_LOG_LEVEL: 'info' }).ready();
    expect((await client.get<{ contact: string }>('/api/privacy')).body.contact).toBe('of the file');
  });
});

describe('where to listen', () => {
  it('a port that is in use is told', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    try {
      const { port } = other.address() as { port: number };
      expect(await refusalOf({ PORT: String(port) })).toContain(`Port ${port} is in use`);
    } finally {
      other.close();
    }
  });

  it.each([
    ['a name that is none', 'no-such-host.invalid', 'HOST is no-such-host.invalid, a name that cannot be looked up'],
    ['an address of another machine', '192.0.2.1', 'HOST is 192.0.2.1, which is no address of this machine'],
  ])('%s is told', async (_name, HOST, sentence) => {
    expect(await refusalOf({ HOST })).toContain(sentence);
  });
});

async function modeOf(...names: string[]): Promise<string> {
  return ((await stat(join(dataDir, ...names))).mode & 0o7777).toString(8);
}

describe('the data folder', () => {
  it('that was left open is closed with all that is in it, and works as before', async () => {
    const first = spawn();
    await first.ready();
    await first.kill('SIGTERM');
    await chmod(dataDir, 0o755);
    for (const name of await readdir(dataDir)) await chmod(join(dataDir, name), 0o777);
    const second = spawn();
    await second.ready();
    expect(await modeOf()).toBe('700');
    for (const name of await readdir(dataDir)) expect([name, await modeOf(name)]).toEqual([name, '700']);
    expect(second.output).toContain(
      `could enter the data folder ${dataDir} (mode 755): it is closed to them now (700)`,
    );
  });

  it('is for the owner alone, whatever the umask of the person who starts the server', async () => {
    const before = process.umask(0);
    try {
      await spawn().ready();
    } finally {
      process.umask(before);
    }
    const open = [];
    for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
      // PGlite unpacks its files with modes of its own, into folders that nobody else enters.
      if (!entry.isDirectory() && entry.parentPath.startsWith(join(dataDir, 'db'))) continue;
      const path = join(entry.parentPath, entry.name);
      if (((await stat(path)).mode & 0o077) !== 0) open.push(path);
    }
    expect(open).toEqual([]);
    expect(await modeOf('db')).toBe('700');
  });

  it('that is used for other things as well is left as it is, and refused', async () => {
    await writeFile(join(dataDir, 'letter.txt'), 'to somebody else');
    await chmod(dataDir, 0o755);
    expect(await refusalOf()).toContain(
      `Set FACEGATE_DATA_DIR to a folder for Facegate alone, such as ${dataDir}/facegate`,
    );
    expect(await modeOf()).toBe('755');
    await spawn({ FACEGATE_DATA_DIR: join(dataDir, 'facegate') }).ready();
    expect(await modeOf('facegate')).toBe('700');
  });

  it('that is a file is told', async () => {
    const path = join(dataDir, 'file');
    await writeFile(path, '');
    expect(await refusalOf({ FACEGATE_DATA_DIR: path })).toContain(`${path} cannot be a folder: there is a file`);
    expect(await refusalOf({ FACEGATE_DATA_DIR: join(path, 'data') })).toContain('cannot be a folder');
  });

  it.skipIf(!asRoot)('that belongs to another user is refused, to commands as well', async () => {
    await chown(dataDir, 1, 1);
    expect(await refusalOf({}, { uid: ANOTHER_USER })).toContain(
      `belongs to user 1, and Facegate runs as user ${ANOTHER_USER}`,
    );
    await chmod(dataDir, 0o700);
    const output = await refusalOf({}, { uid: ANOTHER_USER });
    expect(output).toContain(`belongs to user 1`);
  });

  it.skipIf(!asRoot)('in which another user may make nothing is refused', async () => {
    const parent = join(dataDir, 'parent');
    await mkdir(parent, { mode: 0o700 });
    await chmod(dataDir, 0o755);
    const output = await refusalOf({ FACEGATE_DATA_DIR: join(parent, 'data') }, { uid: ANOTHER_USER });
    expect(output).toContain(`cannot be used by user ${ANOTHER_USER}`);
  });

  it.skipIf(!asRoot)('in which one start as root left files is refused to the user it belongs to', async () => {
    await chown(dataDir, ANOTHER_USER, ANOTHER_USER);
    const first = spawn({}, { uid: ANOTHER_USER });
    await first.ready();
    await first.kill('SIGTERM');
    const segment = (await readdir(join(dataDir, 'db', 'pg_wal'))).find((name) => /^[0-9A-F]{24}$/.test(name));
    const path = join(dataDir, 'db', 'pg_wal', segment!);
    await chown(path, 0, 0);
    await chmod(path, 0o600);
    expect(await refusalOf({}, { uid: ANOTHER_USER })).toContain(`${segment} cannot be used by user ${ANOTHER_USER}`);
    await chown(join(dataDir, 'keys'), 0, 0);
    expect(await refusalOf({}, { uid: ANOTHER_USER })).toContain(`${join(dataDir, 'keys')} belongs to user 0`);
  });

  it.skipIf(!asRoot)('is entered by the group that root gave it to, as Kubernetes mounts volumes', async () => {
    await chown(dataDir, 0, ANOTHER_USER);
    await chmod(dataDir, 0o2775);
    const server = ServerProcess.spawn({ FACEGATE_DATA_DIR: dataDir }, { cwd, uid: ANOTHER_USER, gid: ANOTHER_USER });
    servers.push(server);
    await server.ready();
    for (const name of await readdir(dataDir)) expect(await modeOf(name)).toMatch(/^2?[67]00$/);
    await server.kill('SIGTERM');
    await chmod(dataDir, 0o2777);
    expect(await refusalOf({}, { uid: ANOTHER_USER })).toContain('other users can write to it (mode 2777)');
  });
});

async function administrate(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function at(url: string, change: (url: URL) => void): { DATABASE_URL: string } {
  const changed = new URL(url);
  change(changed);
  return { DATABASE_URL: changed.href };
}

describeOnPostgres('a database that cannot be used', (database) => {
  it('for want of a right in the schema is told, with the right to grant', async () => {
    const { DATABASE_URL: url } = (await database.create()) as { DATABASE_URL: string };
    const role = `guest_${Date.now()}`;
    await administrate(url, `CREATE ROLE ${role} LOGIN`, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const asGuest = at(url, (changed) => (changed.username = role));
    try {
      expect(await refusalOf(asGuest)).toContain(`GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`);
      await administrate(url, 'REVOKE USAGE ON SCHEMA public FROM PUBLIC');
      expect(await refusalOf(asGuest)).toContain(`GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`);
      await administrate(url, `GRANT USAGE, CREATE ON SCHEMA public TO "${role}"`);
      const server = spawn(asGuest);
      await server.ready();
      await server.kill('SIGTERM');
    } finally {
      await administrate(url, `DROP OWNED BY ${role}`, `DROP ROLE ${role}`);
    }
  });

  it('for its encoding is told', async () => {
    const url = inject('postgresUrl')!;
    const name = `latin_${Date.now()}`;
    await administrate(url, `CREATE DATABASE ${name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    try {
      const output = await refusalOf(at(url, (changed) => (changed.pathname = `/${name}`)));
      expect(output).toContain('must have the encoding UTF8; this one has LATIN1');
    } finally {
      await administrate(url, `DROP DATABASE ${name}`);
    }
  });

  it('because it is not there, or read-only, is told', async () => {
    const { DATABASE_URL: url } = (await database.create()) as { DATABASE_URL: string };
    expect(await refusalOf(at(url, (changed) => (changed.pathname = '/no_such_database')))).toContain(
      'There is no database no_such_database. Make it: CREATE DATABASE',
    );
    const name = new URL(url).pathname.slice(1);
    await administrate(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await refusalOf({ DATABASE_URL: url })).toContain('The database takes no changes');
  });

  it.each([
    ['of an unknown host', 'postgresql://facegate:hunter2@no-such-host.invalid/facegate', 'No name server knows'],
    [
      'at which nothing listens',
      'postgresql://facegate:hunter2@localhost:1/facegate',
      'Nothing listens at localhost:1',
    ],
    ['with a bare % in its password', 'postgresql://facegate:hunter2%zz@localhost/x', 'has a % that begins no code'],
    ['with a bare # in its password', 'postgresql://facegate:hunter2#zz@localhost/x', 'with special characters of the'],
  ])('an address %s is told without the password', async (_name, DATABASE_URL, sentence) => {
    const output = await refusalOf({ DATABASE_URL });
    expect(output).toContain(sentence);
    expect(output).not.toContain('hunter2');
  });
});
