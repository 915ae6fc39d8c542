import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens, TOKEN_AUDIENCE } from './access-tokens.js';
import { BearerGuard } from './bearer.guard.js';
import { BearerStrategy } from './bearer.strategy.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInEventEntity } from './sign-in-event.entity.js';
import { SignInEventsRepository } from './sign-in-events.repository.js';
import { SignInHistory } from './sign-in-history.js';
import { SigningKeyModule } from './signing-key.module.js';
import { signedTokens } from './signed-tokens.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([SessionEntity, RefreshTokenEntity, SignInEventEntity]),
    PassportModule,
    SigningKeyModule,
    signedTokens(TOKEN_AUDIENCE, ACCESS_TOKEN_SECONDS),
  ],
  providers: [
    SessionsRepository,
    SessionsService,
    SignInEventsRepository,
    SignInHistory,
    AccessTokens,
    BearerStrategy,
    BearerGuard,
    { provide: APP_GUARD, useClass: AccessGuard },
    RefreshCookie,
  ],
  exports: [AccessTokens, SessionsService, SignInHistory, RefreshCookie],
})
export class SessionsModule {}
