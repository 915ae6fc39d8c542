import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { DatabaseAway } from './connection-fault.js';

export interface ManagedDataSourceOptions extends PostgresDataSourceOptions {
  /** What to close once the last connection is closed. */
  afterClose: () => Promise<void>;
}

/** A data source that closes what it stands on, and says {@link DatabaseAway} when no connection can be had. */
export class ManagedDataSource extends DataSource {
  constructor(private readonly managed: ManagedDataSourceOptions) {
    super(managed);
  }

  override async initialize(): Promise<this> {
    await super.initialize();
    const driver = this.driver as PostgresDriver;
    surviveEarlyEnds(driver.master as Pool);
    const obtain = driver.obtainMasterConnection.bind(driver);
    driver.obtainMasterConnection = async () => {
      try {
        return await obtain();
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
}

/**
 * A database that shuts down can say so right behind its welcome, when the pool listens to a new connection no more and
 * TypeORM does not yet: an error event that nobody hears ends the process. The next statement on it fails by itself.
 */
function surviveEarlyEnds(pool: Pool): void {
  pool.on('connect', (client) => client.on('error', () => undefined));
}
