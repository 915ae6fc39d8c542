import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TokensModule } from '../tokens/tokens.module.js';
import { ExpiredProofs } from './liveness-cleaners.js';
import { LiveProbes } from './live-probes.js';
import { LivenessProofEntity } from './liveness-proof.entity.js';
import { LivenessProofs } from './liveness-proofs.js';
import { LivenessRepository } from './liveness.repository.js';
import { SessionFrames } from './session-frames.js';

@Module({
  imports: [TypeOrmModule.forFeature([LivenessProofEntity]), TokensModule],
  providers: [LivenessRepository, LivenessProofs, LiveProbes, SessionFrames, ExpiredProofs],
  exports: [LivenessProofs, LiveProbes, SessionFrames, ExpiredProofs],
})
export class LivenessModule {}
