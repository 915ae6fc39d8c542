import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { StartUpError } from './common/start-up-error.js';
import type { AppConfig } from './config/app-config.js';
import { startUpSentence } from './start-up-sentence.js';

const LOG_LEVELS: Record<AppConfig['logLevel'], LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
};

/** Nest tells every module and route at start; only who debugs wants to know. */
const NEST_CHATTER = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

const NEST_FAULTS_AT_START = 'ExceptionHandler';

export class ServerLogger extends ConsoleLogger {
  constructor({ logLevel, environment }: Pick<AppConfig, 'logLevel' | 'environment'>) {
    super({ logLevels: LOG_LEVELS[logLevel], json: environment === 'production' });
  }

  override log(message: unknown, ...optional: unknown[]): void {
    if (this.isLevelEnabled('debug') || !NEST_CHATTER.has(String(optional.at(-1)))) super.log(message, ...optional);
  }

  /** Nest logs what it also throws; what has a sentence is printed once, by main, without a stack. */
  override error(message: unknown, ...optional: unknown[]): void {
    const isOfStart = message instanceof StartUpError || optional.at(-1) === NEST_FAULTS_AT_START;
    if (!isOfStart || startUpSentence(message) === undefined) super.error(message, ...optional);
  }
}
