import type { LiveStart, ProofPurpose } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { LivenessJudge } from '../face/liveness-judge.js';
import { LivenessProofs, type ProofBinding } from '../liveness/liveness-proofs.js';
import { identityKey } from '../common/text/identity-keys.js';
import { LiveAccounts } from './live-accounts.js';
import { wishesOf } from './live-plan.js';
import type { LiveLine, LiveSession } from './live-session.js';
import { LivenessSession } from './liveness-session.js';
import { Watches } from './watches.js';

type ProofStart = LiveStart & { purpose: ProofPurpose };

/** Begins the session that a client asks for. */
@Injectable()
export class LiveSessions {
  constructor(
    private readonly judge: LivenessJudge,
    private readonly proofs: LivenessProofs,
    private readonly accounts: LiveAccounts,
    private readonly watches: Watches,
  ) {}

  /** @throws ProblemError */
  begin(start: LiveStart, line: LiveLine): Promise<LiveSession> {
    return isForProof(start) ? this.beginLiveness(start, line) : this.watches.begin(start, line);
  }

  private async beginLiveness(start: ProofStart, line: LiveLine): Promise<LiveSession> {
    const binding = await this.bindingOf(start);
    const wishes = wishesOf(start);
    const trial = this.judge.begin(line.nowMs(), wishes);
    if (!trial) throw new ProblemError('VALIDATION_FAILED', 'Without these nothing is left to ask for.');
    const terms = {
      trial,
      times: this.judge.times,
      captures: wishes.captures.length > 0,
      review: wishes.review,
      admit: this.proofs.issue.bind(this.proofs, binding),
    };
    return new LivenessSession(terms, line);
  }

  private async bindingOf(start: ProofStart): Promise<ProofBinding> {
    const { purpose, nonce = '', username } = start;
    switch (purpose) {
      case 'sign-in':
        return { purpose, nonce, ...(username !== undefined && { name: identityKey(username) }) };
      case 'sign-up':
        return { purpose, nonce };
      case 'add-face':
      case 'step-up':
        return { purpose, nonce, userId: (await this.accounts.demand(start)).id };
    }
  }
}

function isForProof(start: LiveStart): start is ProofStart {
  return start.purpose !== 'watch';
}
