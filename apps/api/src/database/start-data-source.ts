import { Logger } from '@nestjs/common';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { StartUpError } from '../common/start-up-error.js';
import { isLockTimeout } from './connection-fault.js';
import { databaseStartFault } from './database-start-fault.js';
import { ManagedDataSource, type ManagedDataSourceOptions } from './managed-data-source.js';
import { asMigration } from './patience.js';

/** Any number, the same in every process: who holds it migrates. */
const MIGRATION_LOCK = 0x0fac_e6a7;
const OLDEST_POSTGRESQL = 15;
const LOCKED = `The database could not be brought up to date within a minute, because another process holds a lock in it. Is another Facegate process starting? Then wait for it. If not, a connection was left behind with the lock, for example in a pooler: find it with "SELECT pid, query FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE locktype = 'advisory' OR mode = 'AccessExclusiveLock'", end it with pg_terminate_backend, and start again.`;

/** Connects and brings the schema up to date. @throws StartUpError */
export async function startDataSource(options: ManagedDataSourceOptions): Promise<DataSource> {
  const dataSource = new ManagedDataSource(options);
  try {
    await connect(dataSource);
    await demandVersion(dataSource);
    await demandEncoding(dataSource);
    await asMigration(() => migrate(dataSource));
    await options.claim?.(dataSource);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    else await options.afterClose();
    throw databaseStartFault(error, options.url) ?? error;
  }
  return dataSource;
}

async function connect(dataSource: DataSource): Promise<void> {
  try {
    await dataSource.initialize();
  } catch (cause) {
    const known = databaseStartFault(cause, (dataSource.options as ManagedDataSourceOptions).url);
    if (known) throw known;
    const reason = cause instanceof Error ? cause.message || cause.name : 'unknown reason';
    throw new StartUpError(`The database cannot be reached: ${reason}.`, { cause });
  }
}

async function demandVersion(dataSource: DataSource): Promise<void> {
  const rows: { version: string }[] = await dataSource.query(`SELECT current_setting('server_version_num') AS version`);
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (!(major >= OLDEST_POSTGRESQL))
    throw new StartUpError(`PostgreSQL ${OLDEST_POSTGRESQL} or later is needed; the server is version ${major}.`);
}

/** Names, addresses and texts are of any script; another encoding refuses them one day, in the middle of a sign-up. */
async function demandEncoding(dataSource: DataSource): Promise<void> {
  const rows: { encoding: string }[] = await dataSource.query(`SELECT current_setting('server_encoding') AS encoding`);
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8')
    throw new StartUpError(
      `The database must have the encoding UTF8; this one has ${encoding}. Make another one and name it in DATABASE_URL: CREATE DATABASE facegate ENCODING 'UTF8' TEMPLATE template0; (data move with pg_dump and psql).`,
    );
}

/**
 * All that is to be done in one transaction, which holds an advisory lock: two servers that start at once do not race, and a
 * pooler that gives the session to somebody else afterwards keeps no lock.
 */
async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await holdMigrationLock(runner);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'all';
    await executor.executePendingMigrations();
    await runner.commitTransaction();
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw isLockTimeout(error) ? new StartUpError(LOCKED, { cause: error }) : error;
  } finally {
    await runner.release();
  }
}

/** Says that it waits, where it does. */
async function holdMigrationLock(runner: QueryRunner): Promise<void> {
  const [row] = await runner.manager.query<{ held: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS held', [
    MIGRATION_LOCK,
  ]);
  if (row?.held) return;
  new Logger('Database').log('Waiting for another process that brings the database up to date');
  await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
}
