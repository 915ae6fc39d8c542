import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import { EmailAddresses } from '../users/email-addresses.js';
import { UsersRepository } from '../users/users.repository.js';
import { AccountEraser } from './account-eraser.js';

/**
 * An address that nobody confirmed in time is free for others: an account that had a confirmed one before gets it back, and
 * any other goes. Nobody can confirm anything where no mail leaves the house: there all stay.
 */
@Injectable()
export class UnconfirmedAccounts extends RetentionRule {
  override readonly what = 'unconfirmed addresses';
  private readonly logger = new Logger(UnconfirmedAccounts.name);

  constructor(
    private readonly config: AppConfig,
    private readonly users: UsersRepository,
    private readonly addresses: EmailAddresses,
    private readonly eraser: AccountEraser,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    if (this.config.smtpServer === undefined) return 0;
    const now = new Date(nowMs);
    const overdue = await this.users.overdue(now);
    return dryRun ? overdue.length : this.settleAll(overdue, now);
  }

  /** Frees this name and this address, where an unconfirmed account has had them for too long. */
  async release(wanted: { username?: string; email?: string }): Promise<void> {
    if (this.config.smtpServer === undefined) return;
    const now = new Date();
    await this.settleAll(await this.users.overdueWith(wanted, now), now);
  }

  private async settleAll(ids: readonly string[], now: Date): Promise<number> {
    let settled = 0;
    for (const id of ids) if (await this.settle(id, now)) settled += 1;
    return settled;
  }

  private async settle(id: string, now: Date): Promise<boolean> {
    if (!(await this.addresses.before(id))) return this.eraser.eraseOverdue(id, now);
    try {
      return await this.putBack(id, now);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'EMAIL_TAKEN') throw error;
      this.logger.warn(`The address that account ${id} had before is another account's by now`);
      return false;
    }
  }

  private putBack(id: string, now: Date): Promise<boolean> {
    return this.transactions.run(async (transaction) => {
      if (!(await this.users.holdOverdue(transaction, id, now))) return false;
      const left = await this.addresses.before(id, transaction);
      const before = left && (await this.addresses.putBack(transaction, left, left.verifiedAt));
      if (!left || !before) return false;
      const { username, language } = before;
      await this.mails.emailPutBack(transaction, { id, username, email: left.address, language });
      await this.audit.append(transaction, { action: 'email-put-back', actor: 'server', userId: id });
      return true;
    });
  }
}
