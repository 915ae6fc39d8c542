import { Injectable } from '@nestjs/common';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';

/** How long a session that ended can still be seen in the export of one's data. */
export const ENDED_SESSION_DAYS = 30;
const KEPT_MS = ENDED_SESSION_DAYS * DAY_MS;

/** Removes what ended long ago: sessions and their refresh tokens. */
@Injectable()
export class SessionCleaner extends RetentionRule {
  override readonly what = 'ended sessions';

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly limits: SessionLimits,
  ) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    if (!dryRun) await this.sessions.moveFromLater(nowMs, this.limits.absoluteMs);
    const endedBefore = new Date(nowMs - KEPT_MS);
    const unusedSince = new Date(nowMs - KEPT_MS - this.limits.idleMs);
    return this.sessions.remove({ endedBefore, unusedSince }, dryRun);
  }
}
