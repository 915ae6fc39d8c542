import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { Consents } from '../consents/consents.js';
import type { Transaction } from '../database/transactions.js';
import { SecondFactors } from '../factors/second-factors.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import { AccountMails } from '../mail/account-mails.js';
import type { MailedLinkEntity } from '../mail/mailed-link.entity.js';
import { linkInvalid, linkInvalidWhenGone, MailedLinks } from '../mail/mailed-links.js';
import { FaceWithdrawal } from '../templates/face-withdrawal.js';
import { Accounts } from '../users/accounts.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/**
 * Somebody who reads the mails to an address confirms it, and did not show that they made the account. Who made it may be
 * somebody else, so nothing that they set up opens it any more: the account and its name go to the reader of the mails.
 */
@Injectable()
export class AccountReset {
  constructor(
    private readonly accounts: Accounts,
    private readonly users: UsersRepository,
    private readonly links: MailedLinks,
    private readonly faces: FaceWithdrawal,
    private readonly consents: Consents,
    private readonly factors: SecondFactors,
    private readonly gate: SignInGate,
    private readonly attempts: LogInAttempts,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * All of it or nothing.
   * @param link to the address, of whichever purpose
   * @param chosen hash of the new password; left out, a link for one is sent
   * @throws ProblemError `LINK_INVALID` when it was used, or the account is gone, or has another address or had this one confirmed
   */
  async claim(link: MailedLinkEntity, chosen?: string): Promise<UserEntity> {
    const { userId } = link;
    const passwordHash = chosen ?? (await this.accounts.voidPassword()).passwordHash;
    let owner: UserEntity | undefined;
    await linkInvalidWhenGone(() =>
      this.faces.withdraw(userId, async (transaction) => {
        owner = await this.handOver(transaction, link, passwordHash);
        if (chosen) await this.mails.passwordChanged(transaction, owner, 'password-recovered');
        else await this.mails.recovery(owner.email, transaction);
        await this.consents.end(transaction, userId);
        const actions = [
          'email-verified',
          'account-reset',
          ...(chosen ? (['password-recovered'] as const) : []),
        ] as const;
        await this.audit.append(
          transaction,
          ...actions.map((action) => ({ action, actor: 'unknown' as const, userId })),
        );
      }),
    );
    await this.attempts.forget(userId);
    if (!owner) throw linkInvalid();
    return owner;
  }

  private async handOver(transaction: Transaction, link: MailedLinkEntity, passwordHash: string): Promise<UserEntity> {
    const { userId, address } = link;
    await this.links.use(transaction, link);
    if (!(await this.users.verifyEmail(transaction, userId, address))) throw linkInvalid();
    const owner = await this.users.setPassword(transaction, userId, passwordHash);
    await this.factors.removeAll(transaction, userId);
    await this.gate.signOut(transaction, userId);
    await this.links.revokeAll(transaction, userId);
    await this.mails.accountReset(transaction, owner);
    return owner;
  }
}
