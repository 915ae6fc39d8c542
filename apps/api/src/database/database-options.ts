import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { vector } from '@electric-sql/pglite-pgvector';
import { exists } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';
import type { AppConfig } from '../config/app-config.js';
import type { DataFolder } from './data-folder.js';
import { claimDatabase } from './installation.js';
import type { ManagedDataSourceOptions } from './managed-data-source.js';
import { migrations } from './migrations/index.js';

/** For a connection to be made, and for one to be free when all of them are in use. */
const CONNECT_MS = 4000;
/** So long nothing is said before the system looks whether the other side is still there. */
const KEEP_ALIVE_MS = 10_000;

const common = {
  type: 'postgres',
  migrations,
  migrationsTableName: 'migrations',
  installExtensions: false,
  synchronize: false,
} as const;

/** Where the data are: PostgreSQL at `DATABASE_URL`, else PGlite inside the data folder, which is closed after it. */
export async function databaseOptions(config: AppConfig, folder: DataFolder): Promise<ManagedDataSourceOptions> {
  if (config.databaseUrl)
    return {
      ...common,
      url: config.databaseUrl,
      applicationName: 'facegate',
      connectTimeoutMS: CONNECT_MS,
      poolSize: 10,
      extra: { keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS },
      claim: (dataSource) => claimDatabase(dataSource, folder),
      afterClose: () => folder.close(),
    };
  const pglite = await openEmbedded(join(folder.path, 'db'));
  return {
    ...common,
    // One connection is all there is, and pg would close it after ten idle seconds.
    extra: Object.assign(createPgConfig(pglite), { max: 1, idleTimeoutMillis: 0 }),
    afterClose: async () => {
      await pglite.close();
      await folder.close();
    },
  };
}

/** @throws StartUpError */
async function openEmbedded(path: string): Promise<PGlite> {
  await demandUsable(path);
  try {
    const pglite = await PGlite.create(path, { extensions: { vector } });
    await pglite.exec('CREATE EXTENSION IF NOT EXISTS vector');
    return pglite;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new StartUpError(
      `The embedded database in ${path} cannot be opened (${reason}). See that the disk is not full. If its files are damaged, put the data folder back from a backup.`,
      { cause },
    );
  }
}

/** The database says nothing that helps about a file that it may not open: one start as another user leaves some. @throws StartUpError */
async function demandUsable(path: string): Promise<void> {
  if (process.platform === 'win32' || !(await exists(path))) return;
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  await Promise.all(
    entries.map(({ parentPath, name }) => access(join(parentPath, name), constants.R_OK | constants.W_OK)),
  );
}
