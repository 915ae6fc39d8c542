import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { StartUpError } from './common/start-up-error.js';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { configureApp } from './configure-app.js';

const LOG_LEVELS: Record<AppConfig['logLevel'], LogLevel[]> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  info: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
};

/** Nest tells every module and route at start; only who debugs wants to know. */
const NEST_CHATTER = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

class ServerLogger extends ConsoleLogger {
  override log(message: unknown, ...optional: unknown[]): void {
    if (this.isLevelEnabled('debug') || !NEST_CHATTER.has(String(optional.at(-1)))) super.log(message, ...optional);
  }

  /** Nest logs what it also throws; a StartUpError is printed once, by main, without a stack. */
  override error(message: unknown, ...optional: unknown[]): void {
    if (!(message instanceof StartUpError)) super.error(message, ...optional);
  }
}

/** The whole server, ready to listen. @throws StartUpError */
export async function createApp(config: AppConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config), {
    abortOnError: false,
    bodyParser: false,
    logger: new ServerLogger({ logLevels: LOG_LEVELS[config.logLevel], json: config.environment === 'production' }),
  });
  configureApp(app);
  return app;
}
