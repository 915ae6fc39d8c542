import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ACCESS_TOKEN_SECONDS, AccessTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens.js';
import { BearerStrategy } from './bearer.strategy.js';
import { RefreshCookie } from './refresh-cookie.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SIGNING_KEY, type SigningKey } from './signing-key.js';
import { SigningKeyModule } from './signing-key.module.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([SessionEntity, RefreshTokenEntity]),
    PassportModule,
    SigningKeyModule,
    JwtModule.registerAsync({
      imports: [SigningKeyModule],
      inject: [SIGNING_KEY],
      useFactory: ({ privatePem, publicPem, kid }: SigningKey) => ({
        privateKey: privatePem,
        publicKey: publicPem,
        signOptions: {
          algorithm: 'ES256',
          keyid: kid,
          issuer: TOKEN_ISSUER,
          audience: TOKEN_AUDIENCE,
          expiresIn: ACCESS_TOKEN_SECONDS,
        },
      }),
    }),
  ],
  providers: [SessionsRepository, SessionsService, AccessTokens, BearerStrategy, RefreshCookie],
  exports: [AccessTokens, SessionsService, RefreshCookie],
})
export class SessionsModule {}
