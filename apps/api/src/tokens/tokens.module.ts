import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { Keyring } from '../common/crypto/keyring.js';
import { AppConfig } from '../config/app-config.js';
import { SignedTokens } from './signed-tokens.js';
import { SigningKeys } from './signing-keys.js';

@Module({
  imports: [JwtModule.register({})],
  providers: [
    { provide: SigningKeys, inject: [AppConfig, Keyring], useFactory: SigningKeys.open.bind(SigningKeys) },
    SignedTokens,
  ],
  exports: [SigningKeys, SignedTokens],
})
export class TokensModule {}
