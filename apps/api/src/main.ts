import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { PublicAddress } from './common/http/public-address.js';
import { within } from './common/deadline.js';
import { endInTime } from './common/shutdown.js';
import { StartUpError } from './common/start-up-error.js';
import { loadConfig } from './config/load-config.js';
import { productionWarnings } from './config/production-rules.js';
import { createApp } from './create-app.js';
import { engineLoaded } from './face/adapters/engine-extractor.js';

/** For a process that does not start to get to a point where it can end. */
const LOADING_MS = 10_000;
const STOP_SIGNALS: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];

async function main(): Promise<void> {
  const config = loadConfig();
  const app = await createApp(config);
  const settings = new Logger('Settings');
  for (const warning of productionWarnings(config)) settings.warn(warning);
  // Takes no new request, finishes those that came, closes pool and database.
  endInTime(STOP_SIGNALS);
  app.enableShutdownHooks(STOP_SIGNALS, { useProcessExit: true });
  await (config.host ? app.listen(config.port, config.host) : app.listen(config.port));
  const { port } = new URL(await app.getUrl());
  new Logger('Facegate').log(`Open ${app.get(PublicAddress).origin} (listening on port ${port})`);
}

main().catch(async (error: unknown) => {
  if (error instanceof StartUpError) process.stderr.write(`Facegate cannot start.\n${error.message}\n`);
  else console.error('Facegate cannot start.', error);
  await within(LOADING_MS, 'loading the engine', engineLoaded).catch(() => undefined);
  process.exit(1);
});
