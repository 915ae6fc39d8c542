import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { PasskeyChallengesRepository } from './passkey-challenges.repository.js';
import { SecondFactorTicketsRepository } from './second-factor-tickets.repository.js';

@Injectable()
export class ExpiredChallenges extends RetentionRule {
  override readonly what = 'expired passkey challenges';

  constructor(private readonly challenges: PasskeyChallengesRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.challenges.removeExpired(nowMs, dryRun);
  }
}

/** Log-ins that nobody completed. */
@Injectable()
export class ExpiredTickets extends RetentionRule {
  override readonly what = 'expired second-factor tickets';

  constructor(private readonly tickets: SecondFactorTicketsRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.tickets.removeExpired(nowMs, dryRun);
  }
}
