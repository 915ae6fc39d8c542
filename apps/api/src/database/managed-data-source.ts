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
