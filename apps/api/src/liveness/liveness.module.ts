import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { signedTokens } from '../sessions/signed-tokens.js';
import { LivenessTokenEntity } from './liveness-token.entity.js';
import { LIVENESS_AUDIENCE, LIVENESS_TOKEN_SECONDS, LivenessTokens } from './liveness-tokens.js';
import { LivenessRepository } from './liveness.repository.js';
import { ProbePictureEntity } from './probe-picture.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([LivenessTokenEntity, ProbePictureEntity]),
    signedTokens(LIVENESS_AUDIENCE, LIVENESS_TOKEN_SECONDS),
  ],
  providers: [LivenessRepository, LivenessTokens],
  exports: [LivenessTokens],
})
export class LivenessModule {}
