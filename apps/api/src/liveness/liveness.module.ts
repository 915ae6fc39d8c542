import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TokensModule } from '../tokens/tokens.module.js';
import { SpentTokens, UsedPictures } from './liveness-cleaners.js';
import { LiveProbes } from './live-probes.js';
import { LivenessTokenEntity } from './liveness-token.entity.js';
import { LivenessTokens } from './liveness-tokens.js';
import { LivenessRepository } from './liveness.repository.js';
import { ProbePictureEntity } from './probe-picture.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([LivenessTokenEntity, ProbePictureEntity]), TokensModule],
  providers: [LivenessRepository, LivenessTokens, LiveProbes, SpentTokens, UsedPictures],
  exports: [LivenessTokens, LiveProbes, SpentTokens, UsedPictures],
})
export class LivenessModule {}
