import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokens } from './access-tokens.js';
import { BearerGuard } from './bearer.guard.js';
import { BearerStrategy } from './bearer.strategy.js';
import { CallersAccount } from './callers-account.js';
import { NewDeviceNotice } from './new-device-notice.js';
import { OwnSessions } from './own-sessions.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionCleaner } from './session-cleaner.js';
import { SessionEntity } from './session.entity.js';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInAnswer } from './sign-in-answer.js';
import { UndeliveredRefreshes } from './undelivered-refreshes.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([SessionEntity, RefreshTokenEntity]),
    PassportModule,
    AttemptsModule,
    AuditModule,
    MailModule,
    TokensModule,
    UsersModule,
  ],
  providers: [
    SessionsRepository,
    SessionsService,
    SessionLimits,
    SessionCleaner,
    OwnSessions,
    NewDeviceNotice,
    AccessTokens,
    BearerStrategy,
    BearerGuard,
    { provide: APP_GUARD, useClass: AccessGuard },
    RefreshCookie,
    CallersAccount,
    SignInAnswer,
    UndeliveredRefreshes,
  ],
  exports: [AccessTokens, CallersAccount, SessionsService, OwnSessions, SessionCleaner, RefreshCookie, SignInAnswer],
})
export class SessionsModule {}
