import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import proxyAddr from 'proxy-addr';
import { CONNECTION_LIMITS, LimitedExpressAdapter } from './common/http/limited-express-adapter.js';
import type { AppConfig } from './config/app-config.js';
import { configureApp } from './configure-app.js';
import { ServerLogger } from './server-logger.js';

/** The whole server, ready to listen. @param root the product's own module, or one around it @throws StartUpError */
export async function createApp(
  config: AppConfig,
  root: DynamicModule = AppModule.of(config),
): Promise<NestExpressApplication> {
  const trusts = proxyAddr.compile(config.trustedProxies);
  const adapter = new LimitedExpressAdapter({ ...CONNECTION_LIMITS, isProxy: (address) => trusts(address, 0) });
  const app = await NestFactory.create<NestExpressApplication>(root, adapter, {
    abortOnError: false,
    bodyParser: false,
    logger: new ServerLogger(config),
  });
  configureApp(app);
  return app;
}
