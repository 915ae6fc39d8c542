import type { DemandedMethod, SignInDemand } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { assuranceOf, type AuthenticationMethod } from './authentication-methods.js';
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

  /**
   * Whether the methods shown just now amount to all that a session claims. Only then its time begins anew: a password
   * must not keep a second factor alive for ever.
   */
  areEnough(shown: readonly AuthenticationMethod[], claimed: readonly AuthenticationMethod[]): boolean {
    return assuranceOf(shown) === assuranceOf(claimed) && this.missing(shown).length === this.missing(claimed).length;
  }

  /** What the operator demands and a session in which these were shown lacks. */
  missing(amr: readonly AuthenticationMethod[]): DemandedMethod[] {
    return missingMethods(this.demand, amr);
  }
}
