import type { AuditAction } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { Turns } from '../common/turns.js';
import { AppConfig } from '../config/app-config.js';
import { DecisionPolicy } from '../face/decision-policy.js';
import { TemplateIndex } from '../face/template-index.js';

/** What is about to happen. */
type Enrolment = Extract<AuditAction, 'sign-up' | 'face-added'>;

/** One person with two accounts, or somebody enrolling with another person's face: found before it is done. */
@Injectable()
export class LookAlikeAlarm {
  private readonly logger = new Logger(LookAlikeAlarm.name);
  /** Enrolments one after the other: two at once with one face would not see each other. */
  private readonly turns = new Turns();
  private alarms = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly policy: DecisionPolicy,
    private readonly index: TemplateIndex,
    private readonly audit: AuditTrail,
  ) {}

  /** Since the server started. */
  get raised(): number {
    return this.alarms;
  }

  /**
   * Runs `enrol`, which puts the vectors into the index, unless another account has one of these faces. That one is told.
   * @param vectors of pictures, each of which is looked for on its own: one that shows somebody else is enough
   * @param userId of the account that the faces are for, when there is one
   * @throws ProblemError `FACE_ALREADY_ENROLLED`, `BUSY`, and whatever `enrol` throws
   */
  guard<T>(vectors: readonly Float32Array[], action: Enrolment, enrol: () => Promise<T>, userId?: string): Promise<T> {
    if (this.config.lookAlikes === 'allow') return enrol();
    return this.turns.take(async () => {
      await this.check(vectors, action, userId);
      return enrol();
    });
  }

  private async check(vectors: readonly Float32Array[], action: Enrolment, own: string | undefined): Promise<void> {
    const others = await this.accountsOf(vectors, own);
    if (others.size === 0) return;
    this.alarms += 1;
    const refuse = this.config.lookAlikes === 'refuse';
    for (const other of others)
      this.logger.warn(`An enrolment ${refuse ? 'was refused' : 'went on'}: a face of it is that of account ${other}`);
    if (!refuse) return;
    const reason = 'FACE_ALREADY_ENROLLED';
    for (const userId of others) this.audit.record({ action, actor: 'unknown', userId, method: 'face', reason });
    throw new ProblemError(reason, 'This face has an account already. Log in instead.');
  }

  /** For each vector the most alike of the other accounts, where it is alike enough. */
  private async accountsOf(vectors: readonly Float32Array[], own: string | undefined): Promise<Set<string>> {
    const threshold = this.policy.duplicateThreshold(this.index.size);
    const hit = new Set<string>();
    for (const vector of vectors) {
      const best = (await this.index.search(vector, 2)).find(({ owner }) => owner !== own);
      if (best && best.score >= threshold) hit.add(best.owner);
    }
    return hit;
  }
}
