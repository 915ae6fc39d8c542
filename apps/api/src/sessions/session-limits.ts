import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import type { SessionEntity } from './session.entity.js';

const HOUR_MS = 3_600_000;

export type SessionState = 'alive' | 'revoked' | 'expired';

/** How long a session lasts: for its whole life, and without being used. */
@Injectable()
export class SessionLimits {
  readonly absoluteMs: number;
  readonly idleMs: number;

  constructor({ sessionHours, sessionIdleHours }: AppConfig) {
    this.absoluteMs = sessionHours * HOUR_MS;
    this.idleMs = sessionIdleHours * HOUR_MS;
  }

  /** The one place that says so, whichever token is held. */
  stateOf(
    { revokedAt, expiresAt, lastUsedAt }: Pick<SessionEntity, 'revokedAt' | 'expiresAt' | 'lastUsedAt'>,
    nowMs = Date.now(),
  ): SessionState {
    if (revokedAt) return 'revoked';
    return nowMs < expiresAt.getTime() && nowMs < lastUsedAt.getTime() + this.idleMs ? 'alive' : 'expired';
  }
}
