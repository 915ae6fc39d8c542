import type { AuditAction } from '@facegate/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { DecisionPolicy } from '../face/decision-policy.js';
import { TemplateIndex } from '../face/template-index.js';

/** What the face would have been the first of. */
type Enrolment = Extract<AuditAction, 'sign-up' | 'face-added'>;

/** One person with two accounts, or somebody enrolling with another person's face: found before it is done. */
@Injectable()
export class LookAlikeAlarm {
  private readonly logger = new Logger(LookAlikeAlarm.name);
  /** Sign-ups one after the other: two at once with one face would not see each other. */
  private lane: Promise<unknown> = Promise.resolve();
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
   * Runs `enrol`, which puts the vectors into the index, unless another account has this face. That one is told.
   * @param userId of the account that the face is for, when there is one
   * @throws ProblemError `FACE_ALREADY_ENROLLED`, `BUSY`, and whatever `enrol` throws
   */
  guard<T>(
    vectors: readonly Float32Array[],
    action: Enrolment,
    enrol: () => Promise<T>,
    userId?: string,
  ): Promise<T> {
    if (this.config.lookAlikes === 'allow') return enrol();
    const turn = this.lane.then(async () => {
      await this.check(vectors, action, userId);
      return enrol();
    });
    this.lane = turn.catch(() => undefined);
    return turn;
  }

  private async check(vectors: readonly Float32Array[], action: Enrolment, own: string | undefined): Promise<void> {
    const other = await this.accountOf(vectors, own);
    if (other === undefined) return;
    this.alarms += 1;
    const refuse = this.config.lookAlikes === 'refuse';
    this.logger.warn(`A sign-up ${refuse ? 'was refused' : 'went on'}: its face is that of account ${other}`);
    if (!refuse) return;
    const reason = 'FACE_ALREADY_ENROLLED';
    this.audit.record({ action, actor: 'unknown', userId: other, method: 'face', reason });
    throw new ProblemError(reason, 'This face has an account already. Log in instead.');
  }

  /** The account that at least half of the pictures show: a single one may resemble somebody by chance. */
  private async accountOf(vectors: readonly Float32Array[], own: string | undefined): Promise<string | undefined> {
    const threshold = this.policy.duplicateThreshold(this.index.size);
    const votes = new Map<string, number>();
    for (const vector of vectors) {
      const best = (await this.index.search(vector, 2)).find(({ owner }) => owner !== own);
      if (best && best.score >= threshold) votes.set(best.owner, (votes.get(best.owner) ?? 0) + 1);
    }
    return [...votes].find(([, count]) => count * 2 >= vectors.length)?.[0];
  }
}
