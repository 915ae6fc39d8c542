import type { StepUpMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { isFresh } from '../common/life.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { Accounts } from '../users/accounts.js';
import { Proofs } from './proofs.js';

const OF_A_SECOND_FACTOR = new Set<StepUpMethod>(['passkey', 'totp']);

/** What a session that was left open or stolen must not do asks for a proof of a moment ago. */
@Injectable()
export class RecentAuthentication {
  constructor(
    private readonly config: AppConfig,
    private readonly accounts: Accounts,
    private readonly proofs: Proofs,
  ) {}

  /**
   * By the second factor, of who has one; by any proof of everybody else.
   * @throws ProblemError `STEP_UP_REQUIRED` with the ways to prove it, each of which is enough
   */
  async demand({ userId, authenticatedAt, secondFactorAt }: SignedInSession): Promise<void> {
    const { all, ofSecondFactor } = await this.methodsOf(userId);
    // One that was shown long ago says nothing of who has the session by now, nor does a password that is known to others.
    if (ofSecondFactor.length > 0) this.demandFresh(secondFactorAt, ofSecondFactor);
    else this.demandFresh(authenticatedAt, all);
  }

  /**
   * By the second factor, of who has one; nothing of everybody else: what asks for the password as well.
   * @throws ProblemError `STEP_UP_REQUIRED` with the ways to prove it, each of which is enough
   */
  async demandSecondFactor({ userId, secondFactorAt }: SignedInSession): Promise<void> {
    const { ofSecondFactor } = await this.methodsOf(userId);
    if (ofSecondFactor.length > 0) this.demandFresh(secondFactorAt, ofSecondFactor);
  }

  private async methodsOf(userId: string): Promise<Record<'all' | 'ofSecondFactor', StepUpMethod[]>> {
    const all = await this.proofs.openTo(await this.accounts.demand(userId));
    return { all, ofSecondFactor: all.filter((method) => OF_A_SECOND_FACTOR.has(method)) };
  }

  private demandFresh(shownAt: Date | null, methods: StepUpMethod[]): void {
    if (shownAt && isFresh(shownAt, this.config.stepUpSeconds * 1000)) return;
    throw new ProblemError('STEP_UP_REQUIRED', 'Prove once more that it is you, then repeat this.', { methods });
  }
}
