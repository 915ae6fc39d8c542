import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { DataFolder } from '../../database/data-folder.js';
import { loadMasterKey } from './master-key.js';
import { Sealer } from './sealer.js';

@Global()
@Module({
  providers: [
    {
      provide: Sealer,
      // The data folder is injected for its lock: see loadMasterKey.
      inject: [AppConfig, DataFolder],
      useFactory: async (config: AppConfig) => new Sealer(await loadMasterKey(config)),
    },
  ],
  exports: [Sealer],
})
export class CryptoModule {}
