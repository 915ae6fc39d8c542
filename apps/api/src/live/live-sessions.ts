import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { LivenessJudge } from '../face/liveness-judge.js';
import { LivenessTokens } from '../liveness/liveness-tokens.js';
import type { LiveLine, LiveSession } from './live-session.js';
import { LivenessSession } from './liveness-session.js';
import { Watches } from './watches.js';

/** Begins the session that a client asks for. */
@Injectable()
export class LiveSessions {
  constructor(
    private readonly judge: LivenessJudge,
    private readonly tokens: LivenessTokens,
    private readonly watches: Watches,
  ) {}

  /** @throws ProblemError */
  begin(start: LiveStart, line: LiveLine): Promise<LiveSession> {
    return start.purpose === 'watch' ? this.watches.begin(start, line) : this.beginLiveness(start, line);
  }

  private async beginLiveness({ without = [] }: LiveStart, line: LiveLine): Promise<LiveSession> {
    const trial = this.judge.begin(line.nowMs(), without);
    if (!trial) throw new ProblemError('VALIDATION_FAILED', 'Without these nothing is left to ask for.');
    const { sessionMs } = this.judge;
    return new LivenessSession({ trial, sessionMs, admit: (vector) => this.tokens.issue(vector) }, line);
  }
}
