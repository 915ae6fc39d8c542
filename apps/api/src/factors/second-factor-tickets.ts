import type { SecondFactorMethod, SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { newSecretToken, secretTokenHash } from '../common/crypto/secret-token.js';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { type SecondFactorTicketEntity, TICKET_LIFE_MS } from './second-factor-ticket.entity.js';
import { SecondFactorTicketsRepository } from './second-factor-tickets.repository.js';

const MAX_ATTEMPTS = 5;

/** A face or a password that was right, until a second factor completes the log-in. */
export type Ticket = Pick<SecondFactorTicketEntity, 'hash' | 'userId' | 'method'>;

/** 256 random bits, kept as a hash, good for one log-in of one account. */
@Injectable()
export class SecondFactorTickets {
  constructor(private readonly tickets: SecondFactorTicketsRepository) {}

  /** @returns the problem that hands it out */
  async issue(
    transaction: Transaction,
    userId: string,
    method: SignInMethod,
    methods: SecondFactorMethod[],
  ): Promise<ProblemError> {
    const ticket = newSecretToken();
    const expiresAt = new Date(Date.now() + TICKET_LIFE_MS);
    await this.tickets.insert(transaction, { hash: secretTokenHash(ticket), userId, method, expiresAt });
    return new ProblemError('SECOND_FACTOR_REQUIRED', 'Right so far. Now show your second factor.', {
      methods,
      ticket,
      expiresInS: TICKET_LIFE_MS / 1000,
    });
  }

  /** Neither counts nor uses it up. @throws ProblemError `TICKET_INVALID` */
  async read(ticket: string): Promise<Ticket> {
    const found = await this.tickets.find(secretTokenHash(ticket), MAX_ATTEMPTS);
    if (!found) throw ticketInvalid();
    return found;
  }

  /** To be called before anything is decided. @throws ProblemError `TICKET_INVALID` past the limit */
  async countAttempt({ hash }: Ticket): Promise<void> {
    if (!(await this.tickets.countAttempt(hash, MAX_ATTEMPTS))) throw ticketInvalid();
  }

  /** Once. @throws ProblemError `TICKET_INVALID` when somebody was faster */
  async use(transaction: Transaction, { hash }: Ticket): Promise<void> {
    if (!(await this.tickets.take(transaction, hash))) throw ticketInvalid();
  }

  /** Log-ins that were begun are over: with a password that is none any more, or in an account that was signed out. */
  endAll(transaction: Transaction, userId: string): Promise<void> {
    return this.tickets.remove(transaction, userId);
  }

  endEverybodys(transaction: Transaction): Promise<void> {
    return this.tickets.removeEverybodys(transaction);
  }
}

function ticketInvalid(): ProblemError {
  return new ProblemError('TICKET_INVALID', 'This log-in took too long or failed too often. Begin it anew.');
}
