import type { GiveConsentRequest, MyConsent } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { accountGone } from '../common/problem-error.js';
import { Consents } from '../consents/consents.js';
import { Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import { FaceWithdrawal } from '../templates/face-withdrawal.js';
import { UsersRepository } from '../users/users.repository.js';

/** The consent of the person signed in, and the end of it. */
@Injectable()
export class MyConsentService {
  constructor(
    private readonly consents: Consents,
    private readonly faces: FaceWithdrawal,
    private readonly users: UsersRepository,
    private readonly mails: AccountMails,
    private readonly transactions: Transactions,
  ) {}

  show(userId: string): Promise<MyConsent> {
    return this.consents.of(userId);
  }

  /** @throws ProblemError `CONSENT_OUTDATED` */
  async give(userId: string, { version, language = 'en' }: GiveConsentRequest): Promise<MyConsent> {
    await this.transactions.run(async (transaction) => {
      // Of two at once, the second sees what the first did.
      if (!(await this.users.lock(transaction, userId))) throw accountGone();
      await this.consents.give(transaction, userId, version, language);
    });
    return this.show(userId);
  }

  /** Once it is withdrawn, nothing of the face is left. @throws ProblemError `CONSENT_REQUIRED` when there is none */
  async withdraw(userId: string): Promise<void> {
    await this.faces.withdraw(userId, async (transaction) => {
      const user = await this.users.lock(transaction, userId);
      if (user) await this.mails.consentWithdrawn(transaction, user);
      await this.consents.withdraw(transaction, userId);
    });
  }
}
