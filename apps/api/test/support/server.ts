import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { Client } from './client.js';
import type { DatabaseSettings } from './databases.js';

export type Settings = Record<string, string>;

/** A server inside the test's own process, on a data folder of its own. */
export interface TestServer {
  app: NestExpressApplication;
  client: Client;
  dataDir: string;
  /** Statements straight to its database. */
  sql: <T>(statement: string, parameters?: unknown[]) => Promise<T[]>;
  /** Starts it anew on the same data. */
  restart: (settings?: Settings) => Promise<void>;
  /** Ends it and removes its data. */
  stop: () => Promise<void>;
}

export async function makeDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'facegate-test-'));
}

/** @param controllers besides those of the product */
export async function startServer(
  database: DatabaseSettings,
  settings: Settings = {},
  controllers: Type[] = [],
): Promise<TestServer> {
  const dataDir = await makeDataDir();
  const base = {
    NODE_ENV: 'test',
    FACEGATE_ENGINE_WORKERS: '1',
    // Other tests may keep the machine busy.
    FACEGATE_ENGINE_QUEUE: '6',
    FACEGATE_ENGINE_WAIT_MS: '60000',
    FACEGATE_LOG_LEVEL: 'error',
    // The tests have two people, who sign up many times.
    FACEGATE_LOOK_ALIKES: 'allow',
    FACEGATE_LIVENESS: 'off',
    // They sign up with files. What a server does that checks them: uploads.test.ts.
    FACEGATE_UPLOADS: 'trusted',
    ...database,
  };
  const start = (extra: Settings) =>
    listen({ ...base, FACEGATE_DATA_DIR: dataDir, ...settings, ...extra }, controllers);
  const server: TestServer = {
    ...(await start({})),
    dataDir,
    sql: (statement, parameters) => server.app.get(DataSource).query(statement, parameters),
    restart: async (extra = {}) => {
      await server.app.close();
      Object.assign(server, await start(extra));
    },
    stop: async () => {
      await server.app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return server;
}

async function listen(settings: Settings, controllers: Type[]): Promise<Pick<TestServer, 'app' | 'client'>> {
  const config = readConfig(settings);
  const app = await createApp(config, { ...AppModule.of(config), controllers });
  await app.listen(0, '127.0.0.1');
  const client = new Client(await app.getUrl());
  await untilReady(client.baseUrl);
  return { app, client };
}

/** Until the index is filled; the test's own time limit is the deadline. */
export async function untilReady(baseUrl: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${baseUrl}/api/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await sleep(20);
  }
}
