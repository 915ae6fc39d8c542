import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import { linkInvalid, MailedLinks } from '../mail/mailed-links.js';
import { MailLimits } from '../mail/mail-limits.js';
import { Accounts } from '../users/accounts.js';

/** Proof that the account's e-mail address is its owner's. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: MailedLinks,
    private readonly mails: AccountMails,
    private readonly limits: MailLimits,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Sends a link, unless the address is verified. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async sendAgain(userId: string): Promise<void> {
    const user = await this.accounts.demand(userId);
    if (user.emailVerifiedAt) return;
    await this.limits.countOwnMail(userId);
    await this.mails.verifyEmail(user);
  }

  /** @throws ProblemError `LINK_INVALID` */
  async verify(token: string): Promise<void> {
    const link = await this.links.read('email-verification', token);
    await this.transactions.run(async (transaction) => {
      await this.links.use(transaction, link);
      if (!(await this.accounts.verifyEmail(transaction, link.userId, link.address))) throw linkInvalid();
      await this.audit.append(transaction, { action: 'email-verified', actor: 'self', userId: link.userId });
    });
  }
}
