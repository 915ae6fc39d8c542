import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { PublicAddress } from './common/http/public-address.js';
import { within } from './common/deadline.js';
import { endInTime } from './common/shutdown.js';
import type { AppConfig } from './config/app-config.js';
import { loadConfig } from './config/load-config.js';
import { productionWarnings } from './config/production-rules.js';
import { createApp } from './create-app.js';
import { engineLoaded } from './face/adapters/engine-extractor.js';
import { listenFault, startUpSentence } from './start-up-sentence.js';

/** What the server makes is for its own account only: keys, database, pictures, mails. */
const OWNER_ONLY = 0o077;
const LOOPBACK = '127.0.0.1';

/** For a process that does not start to get to a point where it can end. */
const LOADING_MS = 10_000;
const STOP_SIGNALS: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];

async function main(): Promise<void> {
  process.umask(OWNER_ONLY);
  const config = loadConfig();
  const app = await createApp(config);
  const settings = new Logger('Settings');
  for (const warning of productionWarnings(config)) settings.warn(warning);
  // Takes no new request, finishes those that came, closes pool and database.
  endInTime(STOP_SIGNALS);
  app.enableShutdownHooks(STOP_SIGNALS, { useProcessExit: true });
  await listen(app, config);
  const { port } = new URL(await app.getUrl());
  new Logger('Facegate').log(`Open ${app.get(PublicAddress).origin} (listening on port ${port})`);
}

/** In production a proxy or a container's network is in front; elsewhere nobody but this machine is meant. */
function addressToListenOn({ host, environment }: AppConfig): string | undefined {
  return host ?? (environment === 'production' ? undefined : LOOPBACK);
}

async function listen(app: NestExpressApplication, config: AppConfig): Promise<void> {
  try {
    const host = addressToListenOn(config);
    await (host === undefined ? app.listen(config.port) : app.listen(config.port, host));
  } catch (error) {
    await app.close();
    throw listenFault(error, config);
  }
}

main().catch(async (error: unknown) => {
  const sentence = startUpSentence(error);
  if (sentence !== undefined) process.stderr.write(`Facegate cannot start.\n${sentence}\n`);
  else console.error('Facegate cannot start.', error);
  await within(LOADING_MS, 'loading the engine', engineLoaded).catch(() => undefined);
  process.exit(1);
});
