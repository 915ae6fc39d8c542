/** `npm start`: install, build, migrate and serve the whole product, with nothing but Node and npm. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, folderFault, say } from './lib/shell.mjs';
import { build, install, requireNode } from './lib/workspace.mjs';

requireNode();
try {
  await install();
  await build();
} catch (error) {
  const sentence = folderFault(error);
  if (sentence === undefined) throw error;
  say(sentence);
  process.exit(1);
}

const server = spawn(process.execPath, ['--enable-source-maps', join(ROOT, 'apps/api/dist/main.js')], {
  cwd: ROOT,
  stdio: 'inherit',
});
// The server ends in its own time: it finishes what runs and closes the database. A terminal's Ctrl-C reaches it
// without us, and a second one would cut it short.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
