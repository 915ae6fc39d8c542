/** The built server as its owner starts it, with an embedded database and an empty data folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../apps/api/dist/main.js', import.meta.url));

/** @param settings environment variables */
export async function startServer(settings) {
  const dataDir = await mkdtemp(join(tmpdir(), 'facegate-bench-'));
  const own = { NODE_ENV: 'test', PORT: '0', HOST: '127.0.0.1', FACEGATE_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...own, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${await listeningPort(child)}`, stop };
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
