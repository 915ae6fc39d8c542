import type { SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { accountChanging, type Grant, SessionsService } from '../sessions/sessions.service.js';
import type { UserEntity } from '../users/user.entity.js';
import { SecondFactorTickets } from './second-factor-tickets.js';
import { SecondFactors } from './second-factors.js';

/** Between a face or a password that was right and a session. */
@Injectable()
export class SignInGate {
  constructor(
    private readonly factors: SecondFactors,
    private readonly tickets: SecondFactorTickets,
    private readonly sessions: SessionsService,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * That a second factor is asked for is an event by itself, and no failure: whoever stops there may have a stolen password,
   * and who goes on signs in.
   * @param detail for the audit trail
   * @throws ProblemError `SECOND_FACTOR_REQUIRED` with a ticket, for an account that has one
   */
  async pass(user: UserEntity, method: SignInMethod, userAgent: string | undefined, detail?: string): Promise<Grant> {
    const methods = await this.factors.methodsOf(user.id);
    if (methods.length > 0) {
      const required = await this.transactions.run(async (transaction) => {
        await this.sessions.holdUnchanged(transaction, user, method);
        return this.tickets.issue(transaction, user.id, method, methods);
      });
      this.audit.record({
        action: 'second-factor-asked',
        actor: 'unknown',
        userId: user.id,
        method,
        ...(detail && { detail }),
      });
      throw required;
    }
    const demand = (transaction: Transaction): Promise<void> => this.demandNone(transaction, user.id);
    return this.sessions.begin(user, method, userAgent, { demand, ...(detail && { detail }) });
  }

  /**
   * Ends every session of the account, and every log-in to it that a second factor has yet to complete.
   * @returns how many sessions
   */
  async signOut(transaction: Transaction, userId: string): Promise<number> {
    const count = await this.sessions.endAll(userId, transaction);
    await this.tickets.endAll(transaction, userId);
    return count;
  }

  /** As {@link signOut}, of all accounts. */
  async signOutEverybody(transaction: Transaction): Promise<number> {
    const count = await this.sessions.endEverybodys(transaction);
    await this.tickets.endEverybodys(transaction);
    return count;
  }

  /** The first factor ends all sessions in which it was not shown: none may come behind it. */
  private async demandNone(transaction: Transaction, userId: string): Promise<void> {
    if ((await this.factors.ownMethods(userId, transaction)).length > 0) throw accountChanging();
  }
}
