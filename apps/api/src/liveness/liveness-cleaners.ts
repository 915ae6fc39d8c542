import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { LivenessRepository } from './liveness.repository.js';

/** With what was seen, sealed. */
@Injectable()
export class ExpiredProofs extends RetentionRule {
  override readonly what = 'expired liveness proofs';

  constructor(private readonly liveness: LivenessRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.liveness.removeExpired(nowMs, dryRun);
  }
}
