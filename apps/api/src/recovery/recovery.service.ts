import type { CompleteRecoveryRequest, RecoveryRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { AccountReset } from '../claims/account-reset.js';
import { Transactions } from '../database/transactions.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import { AccountMails } from '../mail/account-mails.js';
import { linkInvalid, MailedLinks } from '../mail/mailed-links.js';
import { MailLimits } from '../mail/mail-limits.js';
import { Accounts } from '../users/accounts.js';
import type { UserEntity } from '../users/user.entity.js';

/** The way back in for somebody who forgot the password and reads the mails to the account's address. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: MailedLinks,
    private readonly mails: AccountMails,
    private readonly limits: MailLimits,
    private readonly attempts: LogInAttempts,
    private readonly gate: SignInGate,
    private readonly reset: AccountReset,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Does the same whether or not there is such an account. */
  async begin({ email }: RecoveryRequest): Promise<void> {
    if (await this.limits.allowsMailTo(email)) await this.mails.recovery(email);
    const userId = async () => (await this.accounts.findByName(email))?.id;
    this.audit.record({ action: 'recovery-requested', actor: 'unknown', userId });
  }

  /**
   * Sets the password and ends all sessions. Faces stay, and nobody is signed in by it.
   * @throws ProblemError `LINK_INVALID`
   */
  async complete({ token, password }: CompleteRecoveryRequest): Promise<UserEntity> {
    const link = await this.links.read('recovery', token);
    const user = await this.accounts.find(link.userId);
    if (user?.email !== link.address) throw linkInvalid();
    const changes = await this.accounts.prepareChanges(user, { password });
    // No link is sent there. Should one be used nevertheless, what was set up before may be somebody else's.
    if (!user.emailVerifiedAt) return this.reset.claim(link, changes.passwordHash);
    const changed = await this.transactions.run(async (transaction) => {
      await this.links.use(transaction, link);
      const { after } = await this.accounts.change(transaction, user, changes);
      await this.gate.signOut(transaction, user.id);
      await this.mails.passwordChanged(transaction, user, 'password-recovered');
      await this.audit.append(transaction, { action: 'password-recovered', actor: 'unknown', userId: user.id });
      return after;
    });
    // Who guessed meanwhile must not keep the owner waiting with the new password.
    await this.attempts.forget(user.id);
    return changed;
  }
}
