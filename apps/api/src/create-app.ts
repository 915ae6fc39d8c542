import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { configureApp } from './configure-app.js';
import { ServerLogger } from './server-logger.js';

/** The whole server, ready to listen. @param root the product's own module, or one around it @throws StartUpError */
export async function createApp(
  config: AppConfig,
  root: DynamicModule = AppModule.of(config),
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(root, {
    abortOnError: false,
    bodyParser: false,
    logger: new ServerLogger(config),
  });
  configureApp(app);
  return app;
}
