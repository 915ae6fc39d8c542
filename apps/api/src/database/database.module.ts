import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config.js';
import { closeDataFolder } from './data-folder-privacy.js';
import { DataFolder } from './data-folder.js';
import { DatabaseHealth } from './database-health.js';
import { databaseOptions } from './database-options.js';
import { Installation } from './installation.js';
import { InstallationEntity } from './installation.entity.js';
import type { ManagedDataSourceOptions } from './managed-data-source.js';
import { startDataSource } from './start-data-source.js';
import { Transactions } from './transactions.js';

@Global()
@Module({
  providers: [
    {
      provide: DataFolder,
      inject: [AppConfig],
      useFactory: async (config: AppConfig) => {
        await closeDataFolder(config);
        return DataFolder.open(config.dataDir, config.databaseUrl ? 'shared' : 'alone');
      },
    },
  ],
  exports: [DataFolder],
})
class DataFolderModule {}

@Global()
@Module({
  imports: [
    DataFolderModule,
    TypeOrmModule.forRootAsync({
      inject: [AppConfig, DataFolder],
      useFactory: async (config: AppConfig, folder: DataFolder) => ({
        ...(await databaseOptions(config, folder)),
        autoLoadEntities: true,
        // A database that is away at start is told at once, not after ten attempts.
        retryAttempts: 0,
        toRetry: () => false,
      }),
      dataSourceFactory: (options) => startDataSource(options as ManagedDataSourceOptions),
    }),
    TypeOrmModule.forFeature([InstallationEntity]),
  ],
  providers: [Transactions, DatabaseHealth, Installation],
  exports: [Transactions, DatabaseHealth, Installation],
})
export class DatabaseModule {}
