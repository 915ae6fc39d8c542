import type { StepUpMethod } from '@facegate/contracts';
import { CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isFresh } from '../common/life.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { Accounts } from '../users/accounts.js';
import { Proofs } from './proofs.js';

const OF_A_SECOND_FACTOR = new Set<StepUpMethod>(['passkey', 'totp']);

/**
 * Behind a `BearerGuard`, for what a session that was left open or stolen must not do: lets in who proved a moment ago to
 * be who they are; with their second factor, if they have one.
 */
@Injectable()
export class RecentAuthenticationGuard implements CanActivate {
  constructor(
    private readonly config: AppConfig,
    private readonly accounts: Accounts,
    private readonly proofs: Proofs,
  ) {}

  /** @throws ProblemError `STEP_UP_REQUIRED` with the ways to prove it, each of which is enough */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { userId, authenticatedAt, secondFactorAt } = context.switchToHttp().getRequest<Request>()
      .user as SignedInSession;
    const methods = await this.proofs.openTo(await this.accounts.demand(userId));
    const ofSecondFactor = methods.filter((method) => OF_A_SECOND_FACTOR.has(method));
    const hasSecondFactor = ofSecondFactor.length > 0;
    // One that was shown long ago says nothing of who has the session by now, nor does a password that is known to others.
    const shownAt = hasSecondFactor ? secondFactorAt : authenticatedAt;
    if (shownAt && isFresh(shownAt, this.config.stepUpSeconds * 1000)) return true;
    throw new ProblemError('STEP_UP_REQUIRED', 'Prove once more that it is you, then repeat this.', {
      methods: hasSecondFactor ? ofSecondFactor : methods,
    });
  }
}
