import type { StepUpMethod } from '@facegate/contracts';
import { CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { assuranceOf } from '../sessions/authentication-methods.js';
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

  /** @throws ProblemError `STEP_UP_REQUIRED` with the ways to prove it */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { userId, authenticatedAt, amr } = context.switchToHttp().getRequest<Request>().user as SignedInSession;
    const methods = await this.proofs.openTo(await this.accounts.demand(userId));
    const ofSecondFactor = methods.filter((method) => OF_A_SECOND_FACTOR.has(method));
    const isShort = ofSecondFactor.length > 0 && assuranceOf(amr) === 'aal1';
    const isRecent = Date.now() - authenticatedAt.getTime() < this.config.stepUpSeconds * 1000;
    if (isRecent && !isShort) return true;
    throw new ProblemError('STEP_UP_REQUIRED', 'Prove once more that it is you, then repeat this.', {
      methods: isShort ? ofSecondFactor : methods,
    });
  }
}
