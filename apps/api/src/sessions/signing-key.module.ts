import { Module } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { AppConfig } from '../config/app-config.js';
import { loadSigningKey, SIGNING_KEY } from './signing-key.js';

@Module({
  providers: [{ provide: SIGNING_KEY, inject: [AppConfig, Keyring], useFactory: loadSigningKey }],
  exports: [SIGNING_KEY],
})
export class SigningKeyModule {}
