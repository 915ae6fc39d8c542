import type { PasskeyRequestOptions, StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Passkeys } from '../factors/passkeys.js';
import { Proofs } from '../proofs/proofs.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';

/** "Is it still you?" */
@Injectable()
export class StepUpService {
  constructor(
    private readonly accounts: Accounts,
    private readonly proofs: Proofs,
    private readonly passkeys: Passkeys,
    private readonly sessions: SessionsService,
  ) {}

  options(userId: string): Promise<PasskeyRequestOptions> {
    return this.passkeys.options({ purpose: 'step-up', userId });
  }

  /** @throws ProblemError of the proof, or `SESSION_REVOKED` */
  async stepUp({ userId, sessionId }: SignedInSession, request: StepUpRequest, signal: AbortSignal): Promise<Grant> {
    const user = await this.accounts.demand(userId);
    const shown = await this.proofs.check(user, request, signal);
    return this.sessions.stepUp(sessionId, shown);
  }
}
