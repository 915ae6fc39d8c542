import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { configureApp } from './configure-app.js';
import { ServerLogger } from './server-logger.js';

/** The whole server, ready to listen. @throws StartUpError */
export async function createApp(config: AppConfig): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config), {
    abortOnError: false,
    bodyParser: false,
    logger: new ServerLogger(config),
  });
  configureApp(app);
  return app;
}
