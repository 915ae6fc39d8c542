import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { SecondFactors } from '../factors/second-factors.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import { AccountMails } from '../mail/account-mails.js';
import { linkInvalid, linkInvalidWhenGone } from '../mail/mailed-links.js';
import { FaceVault } from '../templates/face-vault.js';
import { Accounts } from '../users/accounts.js';
import { EmailAddresses } from '../users/email-addresses.js';
import type { FacialData } from '../users/facial-data.js';
import type { LeftAddressEntity } from '../users/left-address.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** Who reads the mails to a confirmed address takes an account back that was moved to another one. */
@Injectable()
export class EmailUndoService {
  constructor(
    private readonly accounts: Accounts,
    private readonly users: UsersRepository,
    private readonly addresses: EmailAddresses,
    private readonly vault: FaceVault,
    private readonly factors: SecondFactors,
    private readonly gate: SignInGate,
    private readonly attempts: LogInAttempts,
    private readonly transactions: Transactions,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The address is back, every session has ended, no password opens the account, and what was added to it since the change
   * is gone. What was there before stays.
   * @throws ProblemError `LINK_INVALID` when it is unknown, was used or is too old; `EMAIL_TAKEN`
   */
  async undo(token: string): Promise<void> {
    const left = await this.addresses.findUndo(token);
    const user = left && (await this.accounts.find(left.userId));
    if (!left || !user) throw linkInvalid();
    const { passwordHash } = await this.accounts.voidPassword();
    const faceIds = addedSince(user.facialData, left.leftAt);
    await linkInvalidWhenGone(() =>
      this.vault.erase(left.userId, faceIds, () =>
        this.transactions.run((transaction) => this.takeBack(transaction, left, passwordHash)),
      ),
    );
    // Who guessed meanwhile must not keep the owner waiting.
    await this.attempts.forget(left.userId);
  }

  private async takeBack(transaction: Transaction, left: LeftAddressEntity, passwordHash: string): Promise<void> {
    const { userId, leftAt } = left;
    const before = await this.addresses.putBack(transaction, left, new Date());
    if (!before) throw linkInvalid();
    const user = await this.users.setPassword(transaction, userId, passwordHash);
    const added = new Set(addedSince(before.facialData, leftAt));
    const faces = before.facialData.faces.filter(({ id }) => !added.has(id));
    await this.users.updateFacialData(transaction, userId, { ...before.facialData, faces });
    await this.factors.removeSince(transaction, userId, leftAt);
    await this.gate.signOut(transaction, userId);
    await this.mails.emailChangeUndone(transaction, before, user);
    await this.audit.append(transaction, { action: 'email-change-undone', actor: 'unknown', userId });
  }
}

function addedSince({ faces }: FacialData, since: Date): string[] {
  return faces.flatMap(({ id, enrolledAt }) => (Date.parse(enrolledAt) >= since.getTime() ? id : []));
}
