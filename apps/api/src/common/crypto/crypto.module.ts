import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../config/app-config.js';
import { DataFolder } from '../../database/data-folder.js';
import { DataKeys } from './data-keys.js';
import { Keyring } from './keyring.js';
import { MasterKeyFile } from './master-key-file.js';
import { EnvironmentMasterKeys, MasterKeys } from './master-keys.js';

@Global()
@Module({
  providers: [
    {
      provide: MasterKeys,
      // The data folder is injected for its lock: see MasterKeyFile.open; the database so that no keys are made for a
      // folder that does not belong to it.
      inject: [AppConfig, DataFolder, DataSource],
      useFactory: (config: AppConfig): MasterKeys | Promise<MasterKeys> =>
        config.masterKey
          ? new EnvironmentMasterKeys([config.masterKey, ...config.previousMasterKeys])
          : MasterKeyFile.open(config),
    },
    Keyring,
    DataKeys,
  ],
  exports: [MasterKeys, Keyring, DataKeys],
})
export class CryptoModule {}
