import { Injectable } from '@nestjs/common';
import { EmailAddresses } from '../users/email-addresses.js';
import { UsersRepository } from '../users/users.repository.js';
import { UnconfirmedAccounts } from './unconfirmed-accounts.js';

/** Names and addresses that somebody wants to have. */
@Injectable()
export class FreeNames {
  constructor(
    private readonly unconfirmed: UnconfirmedAccounts,
    private readonly addresses: EmailAddresses,
    private readonly users: UsersRepository,
  ) {}

  /** Tells who has an account: to be counted. @throws ProblemError `USERNAME_TAKEN`, `EMAIL_TAKEN` */
  async demand({ username, email }: { username: string; email: string }): Promise<void> {
    await this.unconfirmed.release({ username, email });
    await this.users.demandFree(username, email);
    await this.addresses.demandUnreserved(email);
  }

  /**
   * Takes them from accounts that nobody confirmed in time. What is still taken turns out when the row is written.
   * @throws ProblemError `EMAIL_TAKEN` for an address that may go back to another account
   */
  async makeFree(userId: string, wanted: { username?: string; email?: string }): Promise<void> {
    if (wanted.username === undefined && wanted.email === undefined) return;
    await this.unconfirmed.release(wanted);
    if (wanted.email !== undefined) await this.addresses.demandUnreserved(wanted.email, userId);
  }
}
