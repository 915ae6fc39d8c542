import { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';

export interface ManagedDataSourceOptions extends PostgresDataSourceOptions {
  /** What to close once the last connection is closed. */
  afterClose: () => Promise<void>;
}

/** A data source that closes what it stands on. */
export class ManagedDataSource extends DataSource {
  constructor(private readonly managed: ManagedDataSourceOptions) {
    super(managed);
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.managed.afterClose();
  }
}
