import type { DemandedMethod, SignInDemand } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { AuthenticationMethod } from './authentication-methods.js';
import type { SessionEntity } from './session.entity.js';
import { missingMethods } from './sign-in-demand.js';

const HOUR_MS = 3_600_000;

export type SessionState = 'alive' | 'revoked' | 'expired';

/** How long a session lasts: for its whole life, and without being used. And what has to be shown for a whole one. */
@Injectable()
export class SessionLimits {
  readonly absoluteMs: number;
  readonly idleMs: number;
  private readonly demand: SignInDemand;

  constructor({ sessionHours, sessionIdleHours, signIn }: AppConfig) {
    this.absoluteMs = sessionHours * HOUR_MS;
    this.idleMs = sessionIdleHours * HOUR_MS;
    this.demand = signIn;
  }

  /** The one place that says so, whichever token is held. */
  stateOf(
    { revokedAt, expiresAt, lastUsedAt }: Pick<SessionEntity, 'revokedAt' | 'expiresAt' | 'lastUsedAt'>,
    nowMs = Date.now(),
  ): SessionState {
    if (revokedAt) return 'revoked';
    return nowMs < expiresAt.getTime() && nowMs < lastUsedAt.getTime() + this.idleMs ? 'alive' : 'expired';
  }

  /** What the operator demands and a session in which these were shown lacks. */
  missing(amr: readonly AuthenticationMethod[]): DemandedMethod[] {
    return missingMethods(this.demand, amr);
  }
}
