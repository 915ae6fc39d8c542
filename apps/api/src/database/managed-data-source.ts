import type { ClientBase, PoolClient } from 'pg';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { ConnectionDeadlines } from './connection-deadlines.js';
import { DatabaseAway } from './connection-fault.js';

/** A connection that said nothing for that long may be dead without a word. */
const TRUSTED_MS = 1000;
const CHECK_MS = 1500;

export interface ManagedDataSourceOptions extends PostgresDataSourceOptions {
  /** What to close once the last connection is closed. */
  afterClose: () => Promise<void>;
  /** What to do once the schema is up to date. @throws StartUpError when the database is not to be used */
  claim?: (dataSource: DataSource) => Promise<void>;
}

type Obtained = [PoolClient, (error?: Error) => void];

/**
 * A data source that closes what it stands on, gives out no connection that is dead, and says {@link DatabaseAway} when no
 * connection can be had.
 */
export class ManagedDataSource extends DataSource {
  private readonly deadlines: WeakMap<ClientBase, ConnectionDeadlines>;
  /** What did not answer since then is dead: another connection was found dead then. */
  private suspectBeforeMs = 0;

  constructor(private readonly managed: ManagedDataSourceOptions) {
    const deadlines = new WeakMap<ClientBase, ConnectionDeadlines>();
    super(managed.url === undefined ? managed : withDeadlines(managed, deadlines));
    this.deadlines = deadlines;
  }

  override async initialize(): Promise<this> {
    await super.initialize();
    const driver = this.driver as PostgresDriver;
    const obtain = driver.obtainMasterConnection.bind(driver) as () => Promise<Obtained>;
    driver.obtainMasterConnection = async () => {
      try {
        return await this.obtainAlive(obtain);
      } catch (cause) {
        throw new DatabaseAway('no connection to the database', { cause });
      }
    };
    return this;
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.managed.afterClose();
  }

  /** Ends when the pool has no old connection left: a new one is alive, or fails. */
  private async obtainAlive(obtain: () => Promise<Obtained>): Promise<Obtained> {
    for (;;) {
      const obtained = await obtain();
      const [client, release] = obtained;
      if (await this.isAlive(client)) return obtained;
      this.deadlines.get(client)?.drop();
      release(new Error('the connection is dead'));
    }
  }

  private async isAlive(client: PoolClient): Promise<boolean> {
    const deadlines = this.deadlines.get(client);
    // The embedded database has no connection that could break.
    if (!deadlines) return true;
    const nowMs = performance.now();
    if (deadlines.answeredAtMs < this.suspectBeforeMs) return false;
    if (nowMs - deadlines.answeredAtMs < TRUSTED_MS || (await deadlines.answers(CHECK_MS))) return true;
    this.suspectBeforeMs = Math.max(this.suspectBeforeMs, nowMs);
    return false;
  }
}

/** `onConnect` comes before the connection is used for the first time. */
function withDeadlines(
  options: ManagedDataSourceOptions,
  deadlines: WeakMap<ClientBase, ConnectionDeadlines>,
): ManagedDataSourceOptions {
  const onConnect = (client: ClientBase): void => {
    if (client instanceof Client) deadlines.set(client, new ConnectionDeadlines(client));
  };
  return { ...options, extra: { ...(options.extra as object | undefined), onConnect } };
}
