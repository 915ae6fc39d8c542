import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TOKEN_ISSUER } from '../sessions/access-tokens.js';
import { SIGNING_KEY, type SigningKey } from '../sessions/signing-key.js';
import { SigningKeyModule } from '../sessions/signing-key.module.js';
import { LivenessTokenEntity } from './liveness-token.entity.js';
import { LIVENESS_AUDIENCE, LIVENESS_TOKEN_SECONDS, LivenessTokens } from './liveness-tokens.js';
import { LivenessRepository } from './liveness.repository.js';
import { ProbePictureEntity } from './probe-picture.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([LivenessTokenEntity, ProbePictureEntity]),
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
          audience: LIVENESS_AUDIENCE,
          expiresIn: LIVENESS_TOKEN_SECONDS,
        },
        verifyOptions: { issuer: TOKEN_ISSUER, audience: LIVENESS_AUDIENCE },
      }),
    }),
  ],
  providers: [LivenessRepository, LivenessTokens],
  exports: [LivenessTokens],
})
export class LivenessModule {}
