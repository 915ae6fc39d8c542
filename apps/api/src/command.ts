#!/usr/bin/env node
import { keysFolder } from './common/crypto/master-keys.js';
import { exists } from './common/files/durable-files.js';
import { loadConfig } from './config/load-config.js';
import { CommandFailed, parseCommand, USAGE } from './operations/command-line.js';
import { askServer } from './operations/operator-client.js';
import { startUpSentence } from './start-up-sentence.js';

/** As the server: what is made is for its own account only. */
const OWNER_ONLY = 0o077;

/** @returns the exit code: 0 done, 1 not done, 2 no command */
async function main(words: readonly string[]): Promise<number> {
  process.umask(OWNER_ONLY);
  const command = parseCommand(words);
  if (!command) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadConfig();
  if (!(await exists(keysFolder(config))))
    throw new CommandFailed(`There is no data in ${config.dataDir}. Set FACEGATE_DATA_DIR as the server has it.`);
  const signal = stopSignal();
  const exit = await askServer(config.dataDir, words, print, signal);
  if (exit !== undefined) return exit;
  // Loading half the server takes seconds, which who asks a running one need not wait.
  const { runAlone } = await import('./operations/run-alone.js');
  await runAlone(config, command, print, signal);
  return 0;
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'])
    process.once(name, () => stop.abort(new CommandFailed('Stopped. Run it again.')));
  return stop.signal;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const sentence = error instanceof CommandFailed ? error.message : startUpSentence(error);
  if (sentence !== undefined) process.stderr.write(`${sentence}\n`);
  else console.error(error);
  // Threads of an engine that nobody closed would keep it.
  process.exit(1);
}
