/** `npm run facegate -- …`: the operator's commands, of the server that `npm start` has built. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, say } from './lib/shell.mjs';

const command = join(ROOT, 'apps/api/dist/command.js');

if (existsSync(command)) {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(command).href);
} else {
  say('Facegate is not built yet. Run npm start in this folder once: it builds the server and its commands.');
  process.exitCode = 1;
}
