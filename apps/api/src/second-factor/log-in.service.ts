import type { PasskeyRequestOptions, SecondFactorRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { Passkeys } from '../factors/passkeys.js';
import { SecondFactorTickets } from '../factors/second-factor-tickets.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';
import { SecondFactorProofs } from './second-factor-proofs.js';

/** Log-ins that a second factor completes. */
@Injectable()
export class LogInService {
  constructor(
    private readonly accounts: Accounts,
    private readonly tickets: SecondFactorTickets,
    private readonly proofs: SecondFactorProofs,
    private readonly passkeys: Passkeys,
    private readonly sessions: SessionsService,
  ) {}

  /** A challenge for the passkeys of the ticket's account. @throws ProblemError `TICKET_INVALID` */
  async secondFactorOptions(ticket: string): Promise<PasskeyRequestOptions> {
    const { userId, hash: ticketHash } = await this.tickets.read(ticket);
    return this.passkeys.options({ purpose: 'second-factor', userId, ticketHash });
  }

  /**
   * Completes the log-in of a ticket: each try counts, and the first that is right uses it up.
   * @throws ProblemError `TICKET_INVALID`, `SECOND_FACTOR_INVALID`, `PASSKEY_INVALID`, `TOO_MANY_ATTEMPTS`
   */
  async complete(request: SecondFactorRequest, userAgent: string | undefined): Promise<Grant> {
    const ticket = await this.tickets.read(request.ticket);
    const prove = this.proofs.only(request);
    await this.tickets.countAttempt(ticket);
    const user = await this.accounts.demand(ticket.userId);
    try {
      const shown = await prove(user, ticket);
      // Along with the session, so that whoever ends both meets one of them.
      const use = (transaction: Transaction) => this.tickets.use(transaction, ticket);
      return await this.sessions.begin(user, ticket.method, userAgent, { shown, demand: use });
    } catch (error) {
      if (error instanceof ProblemError && error.code !== 'TICKET_INVALID')
        this.sessions.refused(user.id, ticket.method, 'SECOND_FACTOR_INVALID');
      throw error;
    }
  }
}
