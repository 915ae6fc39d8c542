import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ACCESS_TOKEN_SECONDS, AccessTokens, TOKEN_AUDIENCE } from './access-tokens.js';
import { BearerStrategy } from './bearer.strategy.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SigningKeyModule } from './signing-key.module.js';
import { signedTokens } from './signed-tokens.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([SessionEntity, RefreshTokenEntity]),
    PassportModule,
    SigningKeyModule,
    signedTokens(TOKEN_AUDIENCE, ACCESS_TOKEN_SECONDS),
  ],
  providers: [SessionsRepository, SessionsService, AccessTokens, BearerStrategy, RefreshCookie],
  exports: [AccessTokens, SessionsService, RefreshCookie],
})
export class SessionsModule {}
