import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MailModule } from '../mail/mail.module.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens, TOKEN_AUDIENCE } from './access-tokens.js';
import { BearerStrategy } from './bearer.strategy.js';
import { NewDeviceNotice } from './new-device-notice.js';
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
    MailModule,
    SigningKeyModule,
    signedTokens(TOKEN_AUDIENCE, ACCESS_TOKEN_SECONDS),
  ],
  providers: [
    SessionsRepository,
    SessionsService,
    SignInEventsRepository,
    SignInHistory,
    NewDeviceNotice,
    AccessTokens,
    BearerStrategy,
    RefreshCookie,
  ],
  exports: [AccessTokens, SessionsService, SignInHistory, RefreshCookie],
})
export class SessionsModule {}
