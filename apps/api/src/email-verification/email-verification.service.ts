import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { AccountReset } from '../claims/account-reset.js';
import { ProblemError } from '../common/problem-error.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import type { MailedLinkEntity } from '../mail/mailed-link.entity.js';
import { linkInvalid, MailedLinks } from '../mail/mailed-links.js';
import { MailLimits } from '../mail/mail-limits.js';
import { Accounts } from '../users/accounts.js';
import { EmailAddresses } from '../users/email-addresses.js';
import { UsersRepository } from '../users/users.repository.js';

/** Proof that the account's e-mail address is its owner's. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly mails: AccountMails,
    private readonly limits: MailLimits,
    private readonly addresses: EmailAddresses,
    private readonly reset: AccountReset,
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

  /**
   * @param isSignedIn whether the account's own session asks
   * @param keep rather nothing than to take everything out of the account
   * @throws ProblemError `LINK_INVALID`, `LINK_NEEDS_SESSION`
   */
  async verify(token: string, keep: boolean, isSignedIn: (userId: string) => Promise<boolean>): Promise<void> {
    const link = await this.links.read('email-verification', token);
    if (await isSignedIn(link.userId)) return this.confirm(link);
    // Who had confirmed another address before is no stranger, and a slip of the pen must not give their account away.
    if (keep || (await this.addresses.before(link.userId))) throw linkNeedsSession();
    await this.reset.claim(link);
  }

  private async confirm(link: MailedLinkEntity): Promise<void> {
    const { userId, address } = link;
    await this.transactions.run(async (transaction) => {
      await this.links.use(transaction, link);
      if (!(await this.users.lock(transaction, userId))) throw linkInvalid();
      if (!(await this.users.verifyEmail(transaction, userId, address))) throw linkInvalid();
      await this.audit.append(transaction, { action: 'email-verified', actor: 'self', userId });
    });
  }
}

function linkNeedsSession(): ProblemError {
  return new ProblemError(
    'LINK_NEEDS_SESSION',
    'Log in to the account first, then open this link in the same browser.',
  );
}
