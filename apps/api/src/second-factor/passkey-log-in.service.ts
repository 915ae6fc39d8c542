import type { PasskeyLogInRequest, PasskeyRequestOptions } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Place } from '../attempts/caller.js';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { Passkeys } from '../factors/passkeys.js';
import { SecondFactors } from '../factors/second-factors.js';
import { accountChanging, type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';

/** Log-ins with a passkey alone, which is two factors by itself. */
@Injectable()
export class PasskeyLogInService {
  constructor(
    private readonly attempts: LogInAttempts,
    private readonly passkeys: Passkeys,
    private readonly factors: SecondFactors,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
  ) {}

  /** A challenge for whichever passkey the browser has for us. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async options(place: Place): Promise<PasskeyRequestOptions> {
    await this.attempts.countChallenge(place);
    return this.passkeys.options({ purpose: 'sign-in' });
  }

  /** The owner of a passkey that is refused is told. @throws ProblemError `PASSKEY_INVALID`, `TOO_MANY_ATTEMPTS` */
  async logIn({ passkey }: PasskeyLogInRequest, place: Place, userAgent: string | undefined): Promise<Grant> {
    const attempt = await this.attempts.byStranger(place);
    try {
      const { userId, methods } = await this.passkeys.show(passkey, { purpose: 'sign-in' });
      await attempt.succeed();
      return await this.sessions.begin(await this.accounts.demand(userId), 'passkey', userAgent, {
        shown: methods,
        // All of them may have been removed since it was shown.
        demand: (transaction) => this.demandPasskeys(transaction, userId),
      });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'PASSKEY_INVALID')
        this.sessions.refused(() => this.passkeys.ownerOf(passkey), 'passkey', error.code);
      throw error;
    }
  }

  private async demandPasskeys(transaction: Transaction, userId: string): Promise<void> {
    if (!(await this.factors.ownMethods(userId, transaction)).includes('passkey')) throw accountChanging();
  }
}
