import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { accountGone } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AccountMails } from '../mail/account-mails.js';
import type { Factor } from '../mail/mail-kinds.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { SignedInSession } from '../sessions/bearer.guard.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { SecondFactors } from './second-factors.js';

/** A factor that its owner has shown just now. */
export interface NewFactor {
  factor: Factor;
  shown: AuthenticationMethod[];
  /** Stores it. @throws ProblemError: then nothing is changed */
  keep: (transaction: Transaction, user: UserEntity) => Promise<void>;
}

export interface AddedFactor {
  /** Of the session that takes the place of the one that asked: the factor was shown in it. */
  grant: Grant;
  /** With the first factor of an account. */
  recoveryCodes?: string[];
}

/** What comes with every change of a person's second factors. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly users: UsersRepository,
    private readonly transactions: Transactions,
    private readonly factors: SecondFactors,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The first factor makes recovery codes, and ends all other sessions: nobody has shown it there. All of it or nothing: a
   * factor that nobody was told of, or codes that nobody saw, would keep its owner out.
   * @throws ProblemError `SESSION_REVOKED` when the session that asked has ended meanwhile
   */
  add({ userId, sessionId }: SignedInSession, { factor, shown, keep }: NewFactor): Promise<AddedFactor> {
    return this.transactions.run(async (transaction) => {
      const user = await this.lock(transaction, userId);
      const isFirst = (await this.factors.ownMethods(userId, transaction)).length === 0;
      await keep(transaction, user);
      await this.mails.factorAdded(transaction, user, factor);
      if (isFirst) await this.sessions.endOthers(userId, sessionId, transaction);
      const recoveryCodes = isFirst ? await this.factors.renewCodes(transaction, userId) : undefined;
      const grant = await this.sessions.stepUpWith(transaction, sessionId, shown);
      await this.audit.append(transaction, { action: 'factor-added', actor: 'self', userId, detail: factor });
      return { grant, ...(recoveryCodes && { recoveryCodes }) };
    });
  }

  /**
   * @param remove @throws ProblemError when there is none: then nothing is changed
   * @throws ProblemError `LAST_FACTOR`
   */
  async remove(userId: string, factor: Factor, remove: (transaction: Transaction) => Promise<void>): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const user = await this.lock(transaction, userId);
      await remove(transaction);
      await this.factors.settle(transaction, userId);
      await this.mails.factorRemoved(transaction, user, factor);
      await this.audit.append(transaction, { action: 'factor-removed', actor: 'self', userId, detail: factor });
    });
  }

  /**
   * For who lost them: every factor and recovery code, whatever the server demands, and every session.
   * @returns what was removed
   */
  removeAll(userId: string): Promise<Factor[]> {
    return this.transactions.run(async (transaction) => {
      const user = await this.lock(transaction, userId);
      const removed = await this.factors.removeAll(transaction, userId);
      if (removed.length > 0) await this.sessions.endAll(userId, transaction);
      for (const factor of removed) {
        await this.mails.factorRemoved(transaction, user, factor);
        await this.audit.append(transaction, { action: 'factor-removed', actor: 'operator', userId, detail: factor });
      }
      return removed;
    });
  }

  /** @throws ProblemError `NO_SECOND_FACTOR` */
  renewCodes(userId: string): Promise<string[]> {
    return this.transactions.run(async (transaction) => {
      const user = await this.lock(transaction, userId);
      const codes = await this.factors.renewCodes(transaction, userId);
      await this.mails.recoveryCodesRenewed(transaction, user);
      await this.audit.append(transaction, { action: 'recovery-codes-renewed', actor: 'self', userId });
      return codes;
    });
  }

  /** One change of an account at a time. */
  async lock(transaction: Transaction, userId: string): Promise<UserEntity> {
    const user = await this.users.lock(transaction, userId);
    if (!user) throw accountGone();
    return user;
  }
}
