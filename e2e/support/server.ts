import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import PostalMime from 'postal-mime';

const MAIN = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../apps/api/dist/command.js', import.meta.url));
const READY_WITHIN_MS = 90_000;
const STOPPED_WITHIN_MS = 10_000;

export interface RunningServer {
  /** Origin, without a path. */
  url: string;
  /** Where its data lies. */
  dataDir: string;
  /** What it has written so far. */
  log: () => string;
  /** The newest link to a page (a path) that was mailed, once it is another one than `seen`. */
  mailedLink: (page: string, seen?: string) => Promise<string>;
  stop: () => Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

/**
 * The real product: API and pages from one origin. Build it first.
 *
 * @param like a data folder to begin with a copy of; an empty one when left out.
 * @param settings environment variables besides those of every test server.
 */
export async function startServer(like?: string, settings: Record<string, string> = {}): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'facegate-e2e-'));
  if (like) await cp(like, dataDir, { recursive: true });
  const server = await startOn(dataDir, settings);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A data folder in which nobody is enrolled yet. Making the database takes most of a first start; a copy does not. */
export async function makeEmptyData(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'facegate-e2e-'));
  const server = await startOn(dataDir);
  await server.stop();
  return dataDir;
}

async function startOn(dataDir: string, settings: Record<string, string> = {}): Promise<RunningServer> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      FACEGATE_DATA_DIR: dataDir,
      DATABASE_URL: '',
      // Accounts are made with files where a test is about something else. What a server does that checks them: faces and sign-up.
      FACEGATE_UPLOADS: 'trusted',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const log = () => Buffer.concat(output).toString();
  const ended = once(child, 'exit');

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await ended;
      clearTimeout(late);
    }
  };

  const url = `http://localhost:${port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (answer?.ok) return { url, dataDir, log, mailedLink: (page, seen) => mailedLink(dataDir, page, seen), stop };
    if (Date.now() > deadline) break;
    await wait(100);
  }
  await stop();
  throw new Error(`The server was not ready:\n${log()}`);
}

/** `facegate <words>` beside a running server. Rejects when it fails. */
export async function operate({ dataDir }: RunningServer, ...words: string[]): Promise<void> {
  const env = { ...process.env, FACEGATE_DATA_DIR: dataDir, DATABASE_URL: '' };
  await promisify(execFile)(process.execPath, [COMMAND, ...words], { env });
}

/** From the outbox folder, where mails are put without a mail server. The test's own time limit is the deadline. */
async function mailedLink(dataDir: string, page: string, seen?: string): Promise<string> {
  const folder = join(dataDir, 'outbox');
  for (;;) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names
      .filter((file) => file.endsWith('.eml'))
      .toSorted()
      .toReversed()) {
      const { text } = await PostalMime.parse(await readFile(join(folder, name)));
      const link = /^http:\S+#\S+$/m.exec(text ?? '')?.[0];
      if (link && new URL(link).pathname === page) {
        if (link !== seen) return link;
        break;
      }
    }
    await wait(100);
  }
}
