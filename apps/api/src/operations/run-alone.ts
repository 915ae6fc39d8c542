import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '../config/app-config.js';
import { engineLoaded } from '../face/adapters/engine-extractor.js';
import { ServerLogger } from '../server-logger.js';
import type { Command, Report } from './command-line.js';
import { Commands } from './commands.js';
import { OperationsModule } from './operations.module.js';

/**
 * Runs a command when no server listens: this process is the one that holds the data, or shares them beside a PostgreSQL
 * server. @throws StartUpError, CommandFailed
 */
export async function runAlone(
  config: AppConfig,
  command: Command,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const { environment } = config;
  const app = await NestFactory.createApplicationContext(OperationsModule.alone(config), {
    abortOnError: false,
    logger: new ServerLogger({ environment, logLevel: 'warn' }),
  }).catch(async (error: unknown) => {
    // Whoever called ends the process.
    await engineLoaded;
    throw error;
  });
  try {
    await app.get(Commands).run(command, report, signal);
  } finally {
    await app.close();
  }
}
