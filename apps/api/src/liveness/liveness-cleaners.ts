import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { PICTURES_KNOWN_MS } from './liveness-tokens.js';
import { LivenessRepository } from './liveness.repository.js';

/** With the sealed face that waited for each. */
@Injectable()
export class SpentTokens extends RetentionRule {
  override readonly what = 'expired liveness tokens';

  constructor(private readonly liveness: LivenessRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.liveness.removeTokens(new Date(nowMs), dryRun);
  }
}

@Injectable()
export class UsedPictures extends RetentionRule {
  override readonly what = 'hashes of used pictures';

  constructor(private readonly liveness: LivenessRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.liveness.removePictures(new Date(nowMs - PICTURES_KNOWN_MS), dryRun);
  }
}
