import { Logger } from '@nestjs/common';
import type { DatabaseSettings } from './databases.js';
import { startServer, type TestServer } from './server.js';

/** A server with live checks, and every line that it logs. */
export async function startLoggedServer(database: DatabaseSettings): Promise<{ server: TestServer; lines: string[] }> {
  const lines: string[] = [];
  const keep = (line: unknown) => void lines.push(String(line));
  const server = await startServer(database, { FACEGATE_LIVENESS: 'on' });
  Logger.overrideLogger({ log: keep, warn: keep, error: keep });
  return { server, lines };
}
