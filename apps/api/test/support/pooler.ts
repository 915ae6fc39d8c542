import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, serverAccount } from './postgres-cluster.js';
import { untilItAnswers } from './until-it-answers.js';

/** The `pgbouncer` of this machine. */
export const poolerCommand = ['pgbouncer', '/usr/sbin/pgbouncer'].find((command) => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

/** A PgBouncer of our own before a database: a connection of it is anybody's once a transaction is over. */
export class Pooler {
  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param connections how many it has to the database */
  static async start(databaseUrl: string, connections: number): Promise<Pooler> {
    const { hostname, port: databasePort, username, password } = new URL(databaseUrl);
    const folder = mkdtempSync(join(tmpdir(), 'facegate-pooler-'));
    const port = await freePort();
    const secret = password ? ` password=${decodeURIComponent(password)}` : '';
    const settings = [
      '[databases]',
      `* = host=${hostname} port=${databasePort || 5432} user=${username}${secret}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${connections}`,
    ];
    const path = join(folder, 'pgbouncer.ini');
    writeFileSync(path, settings.join('\n'));
    const account = serverAccount();
    if (account.uid !== undefined && account.gid !== undefined)
      for (const one of [folder, path]) chownSync(one, account.uid, account.gid);
    const process = spawn(poolerCommand!, [path], { ...account, cwd: folder, stdio: 'ignore' });
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${port}`;
    const pooler = new Pooler(url.href, process, folder);
    await untilItAnswers(pooler.url, 'PgBouncer', () => pooler.process.exitCode !== null);
    return pooler;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) await exited;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
