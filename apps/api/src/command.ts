#!/usr/bin/env node
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { exists } from './common/files/durable-files.js';
import { StartUpError } from './common/start-up-error.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig } from './config/load-config.js';
import { keysFolder } from './common/crypto/master-keys.js';
import { type Command, CommandFailed, parseCommand, USAGE } from './operations/command-line.js';
import { Commands } from './operations/commands.js';
import { OperationsModule } from './operations/operations.module.js';
import { askServer } from './operations/operator-client.js';
import { ServerLogger } from './server-logger.js';

/** @returns the exit code: 0 done, 1 not done, 2 no command */
async function main(words: readonly string[]): Promise<number> {
  const command = parseCommand(words);
  if (!command) {
    process.stderr.write(USAGE);
    return 2;
  }
  const config = loadConfig();
  if (!(await exists(keysFolder(config))))
    throw new CommandFailed(`There is no data in ${config.dataDir}. Set FACEGATE_DATA_DIR as the server has it.`);
  const signal = stopSignal();
  return (await askServer(config.dataDir, words, print, signal)) ?? (await runAlone(config, command, signal));
}

/** No server listens: this process is the one that holds the data, or shares them beside a PostgreSQL server. */
async function runAlone(config: AppConfig, command: Command, signal: AbortSignal): Promise<number> {
  const app = await NestFactory.createApplicationContext(OperationsModule.alone(config), {
    abortOnError: false,
    logger: new ServerLogger({ environment: config.environment, logLevel: 'warn' }),
  });
  try {
    await app.get(Commands).run(command, print, signal);
    return 0;
  } finally {
    await app.close();
  }
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
  if (error instanceof CommandFailed || error instanceof StartUpError) process.stderr.write(`${error.message}\n`);
  else console.error(error);
  process.exitCode = 1;
}
