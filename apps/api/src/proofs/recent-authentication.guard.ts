import { CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { Accounts } from '../users/accounts.js';
import { Proofs } from './proofs.js';

/** Behind a `BearerGuard`, for what a session that was left open or stolen must not do: lets in who proved a moment ago to be who they are. */
@Injectable()
export class RecentAuthenticationGuard implements CanActivate {
  constructor(
    private readonly config: AppConfig,
    private readonly accounts: Accounts,
    private readonly proofs: Proofs,
  ) {}

  /** @throws ProblemError `STEP_UP_REQUIRED` with the ways to prove it */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { userId, authenticatedAt } = context.switchToHttp().getRequest<Request>().user as SignedInSession;
    if (Date.now() - authenticatedAt.getTime() < this.config.stepUpSeconds * 1000) return true;
    throw new ProblemError('STEP_UP_REQUIRED', 'Prove once more that it is you, then repeat this.', {
      methods: await this.proofs.openTo(await this.accounts.demand(userId)),
    });
  }
}
