import type { AuthenticatorAppSetup } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { Transactions } from '../database/transactions.js';
import { AuthenticatorApp } from '../factors/authenticator-app.js';
import { type AddedFactor, FactorChanges } from '../factors/factor-changes.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { Accounts } from '../users/accounts.js';

/** The authenticator app of the person signed in. */
@Injectable()
export class MyAuthenticatorAppService {
  constructor(
    private readonly accounts: Accounts,
    private readonly app: AuthenticatorApp,
    private readonly changes: FactorChanges,
    private readonly transactions: Transactions,
  ) {}

  /** @throws ProblemError `AUTHENTICATOR_APP_EXISTS` */
  begin(userId: string): Promise<AuthenticatorAppSetup> {
    return this.transactions.run(async (transaction) =>
      this.app.begin(transaction, await this.changes.lock(transaction, userId)),
    );
  }

  /** @throws ProblemError `SECOND_FACTOR_INVALID`, `AUTHENTICATOR_APP_EXISTS`, `TOO_MANY_ATTEMPTS` */
  async confirm(session: SignedInSession, code: string): Promise<AddedFactor> {
    const secret = await this.app.check(await this.accounts.demand(session.userId), code);
    return this.changes.add(session, {
      factor: 'authenticator-app',
      shown: ['otp'],
      keep: (transaction) => this.app.confirm(transaction, secret),
    });
  }

  /** @throws ProblemError `NOT_FOUND`, `LAST_FACTOR` */
  remove(userId: string): Promise<void> {
    return this.changes.remove(userId, 'authenticator-app', async (transaction) => {
      if (!(await this.app.remove(transaction, userId)))
        throw new ProblemError('NOT_FOUND', 'You have no authenticator app here.');
    });
  }
}
