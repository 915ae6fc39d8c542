import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries.js';
import { untilItAnswers } from './until-it-answers.js';

export interface Account {
  uid?: number;
  gid?: number;
}

/** A PostgreSQL server of our own on a temporary folder, gone without a trace when stopped. */
export class PostgresCluster {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(binaries: PostgresBinaries): Promise<PostgresCluster> {
    const account = serverAccount();
    const folder = mkdtempSync(join(tmpdir(), 'facegate-postgres-'));
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (account.uid !== undefined && account.gid !== undefined)
      for (const path of [folder, data]) chownSync(path, account.uid, account.gid);
    const bin = reachable(binaries.folder, folder, account);
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'facegate', '-A', 'trust', '--no-sync', '--encoding=UTF8', '--no-locale'],
      { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=60', 'shared_buffers=32MB'];
    const server = spawn(
      join(bin, 'postgres'),
      ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((setting) => ['-c', setting])],
      { ...account, cwd: folder, stdio: 'ignore' },
    );
    const cluster = new PostgresCluster(`postgresql://facegate@127.0.0.1:${port}/postgres`, server, folder);
    try {
      await untilItAnswers(cluster.url, 'PostgreSQL', () => cluster.server.exitCode !== null);
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** It takes connections and statements, and answers nothing. */
  hang(): void {
    this.signal('SIGSTOP');
  }

  goOn(): void {
    this.signal('SIGCONT');
  }

  /** To the server and the processes of its connections. */
  private signal(signal: NodeJS.Signals): void {
    const pid = this.server.pid!;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const one of [pid, ...children.map(Number)]) process.kill(one, signal);
  }

  /** Ends every connection and the server (PostgreSQL's "fast" way). */
  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const exited = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill('SIGINT');
      await exited;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** PostgreSQL and PgBouncer refuse to run as root: then they run as `postgres`, else as `nobody`. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((option) =>
        Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
      );
      return { uid, gid };
    } catch {
      continue;
    }
  }
  throw new Error('there is neither an account postgres nor nobody to run PostgreSQL as');
}

/** The binaries' folder; a copy when that account cannot enter it, as below /root. */
function reachable(bin: string, folder: string, account: Account): string {
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: folder, stdio: 'ignore' });
    return bin;
  } catch {
    const copy = join(folder, 'postgresql');
    cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
    chmodSync(copy, 0o755);
    return join(copy, 'bin');
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
