import { Injectable } from '@nestjs/common';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';

/** How long a session that ended can still be seen in the export of one's data. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** Removes what ended long ago. */
@Injectable()
export class SessionCleaner {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly limits: SessionLimits,
  ) {}

  /** Sessions and their refresh tokens. May run anywhere, at any time, many at once. @returns how many sessions */
  run(nowMs = Date.now()): Promise<number> {
    return this.sessions.remove({
      endedBefore: new Date(nowMs - KEPT_MS),
      unusedSince: new Date(nowMs - KEPT_MS - this.limits.idleMs),
    });
  }
}
