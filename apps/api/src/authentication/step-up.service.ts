import type { ErrorCode, PasskeyRequestOptions, StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { Passkeys } from '../factors/passkeys.js';
import { Proofs } from '../proofs/proofs.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';

/** It was somebody else, or looked like it; anything else is a proof that was no good. */
const REFUSALS = new Set<ErrorCode>([
  'CREDENTIALS_INVALID',
  'FACE_NOT_RECOGNIZED',
  'LIVENESS_INVALID',
  'PASSKEY_INVALID',
  'SECOND_FACTOR_INVALID',
]);

/** "Is it still you?" */
@Injectable()
export class StepUpService {
  constructor(
    private readonly accounts: Accounts,
    private readonly proofs: Proofs,
    private readonly passkeys: Passkeys,
    private readonly sessions: SessionsService,
    private readonly audit: AuditTrail,
  ) {}

  options(userId: string): Promise<PasskeyRequestOptions> {
    return this.passkeys.options({ purpose: 'step-up', userId });
  }

  /** @throws ProblemError of the proof, or `SESSION_REVOKED` */
  async stepUp({ userId, sessionId }: SignedInSession, request: StepUpRequest, signal: AbortSignal): Promise<Grant> {
    const user = await this.accounts.demand(userId);
    try {
      return await this.sessions.stepUp(sessionId, await this.proofs.check(user, request, signal), signal);
    } catch (error) {
      if (error instanceof ProblemError && REFUSALS.has(error.code))
        this.audit.record({ action: 'step-up', actor: 'unknown', userId, reason: error.code });
      throw error;
    }
  }
}
