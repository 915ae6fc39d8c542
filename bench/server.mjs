/** The built server as its owner starts it, with an embedded database and an empty data folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const THIS_CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const MAIN = 'apps/api/dist/main.js';
/** Of the kernel's clock in `/proc`, on every Linux that Node runs on. */
const TICK_MS = 10;

/**
 * @param settings environment variables
 * @param checkout folder of the built repository to start, this one unless told
 */
export async function startServer(settings, checkout = THIS_CHECKOUT) {
  const dataDir = await mkdtemp(join(tmpdir(), 'facegate-bench-'));
  const own = { NODE_ENV: 'test', PORT: '0', HOST: '127.0.0.1', FACEGATE_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [join(checkout, MAIN)], {
    env: { ...process.env, ...own, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${await listeningPort(child)}`, busyMs: () => busyMs(child.pid), stop };
}

/** How long cores have worked for the process and its threads so far; NaN where the system does not tell (not Linux). */
async function busyMs(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The program's name stands in brackets and may hold spaces: what is counted comes after it.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * TICK_MS;
}

function listeningPort(child) {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => {
      output += text;
      const port = /listening on port (\d+)/.exec(output)?.[1];
      if (port) resolve(port);
    });
    child.once('exit', () => reject(new Error(`the server does not start:\n${output}`)));
  });
}
