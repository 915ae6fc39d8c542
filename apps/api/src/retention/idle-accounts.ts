import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import { AccountEraser } from '../templates/account-eraser.js';
import { IdleAccountsRepository } from './idle-accounts.repository.js';

/** So long before the end its owner is told. */
const WARNING_DAYS = 30;

/** Accounts that nobody uses: their owners are told, and when nobody logs in they are erased. */
@Injectable()
export class IdleAccounts extends RetentionRule {
  override readonly what = 'idle accounts';

  constructor(
    private readonly config: AppConfig,
    private readonly accounts: IdleAccountsRepository,
    private readonly eraser: AccountEraser,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    const { idleAccountDays } = this.config;
    if (idleAccountDays === undefined) return 0;
    if (!dryRun) await this.accounts.moveFromLater(nowMs);
    const unusedSince = new Date(nowMs - idleAccountDays * DAY_MS);
    const warnedBefore = new Date(nowMs - WARNING_DAYS * DAY_MS);
    const over = await this.accounts.over(unusedSince, warnedBefore);
    if (dryRun) return over.length;
    let erased = 0;
    for (const id of over) {
      // Erasing those before takes its time, in which this one's owner may have logged in.
      if (!(await this.accounts.isOver(id, unusedSince, warnedBefore))) continue;
      await this.eraser.erase(id, 'server');
      erased += 1;
    }
    await this.warn(new Date(nowMs - (idleAccountDays - WARNING_DAYS) * DAY_MS), new Date(nowMs));
    return erased;
  }

  /** Each once for a time of not being used; of several servers, one. */
  private async warn(unusedSince: Date, now: Date): Promise<void> {
    const until = new Date(now.getTime() + WARNING_DAYS * DAY_MS);
    for (const id of await this.accounts.unwarned(unusedSince))
      await this.transactions.run(async (transaction) => {
        const user = await this.accounts.markWarned(transaction, id, unusedSince, now);
        if (!user) return;
        await this.mails.accountIdle(transaction, user, until);
        const record = { action: 'idle-warned', actor: 'server', userId: id } as const;
        await this.audit.append(transaction, record);
      });
  }
}
