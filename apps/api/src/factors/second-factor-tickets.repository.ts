import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import { isOver, stillAlive } from '../database/ends.js';
import type { Transaction } from '../database/transactions.js';
import { SecondFactorTicketEntity, TICKET_LIFE_MS } from './second-factor-ticket.entity.js';

@Injectable()
export class SecondFactorTicketsRepository {
  constructor(
    @InjectRepository(SecondFactorTicketEntity) private readonly tickets: Repository<SecondFactorTicketEntity>,
  ) {}

  /** Those of the account that are over go at the same time. */
  async insert(transaction: Transaction, ticket: Omit<SecondFactorTicketEntity, 'user' | 'attempts'>): Promise<void> {
    await transaction.delete(SecondFactorTicketEntity, {
      userId: ticket.userId,
      expiresAt: isOver(TICKET_LIFE_MS, Date.now()),
    });
    await transaction.insert(SecondFactorTicketEntity, ticket);
  }

  /** Those that are over at that time. @returns how many */
  async removeExpired(nowMs: number, dryRun: boolean): Promise<number> {
    const over = { expiresAt: isOver(TICKET_LIFE_MS, nowMs) };
    return dryRun ? this.tickets.countBy(over) : ((await this.tickets.delete(over)).affected ?? 0);
  }

  /** Null once it was used, ran out, or was tried `maxAttempts` times. */
  find(hash: string, maxAttempts: number): Promise<SecondFactorTicketEntity | null> {
    return this.tickets.findOneBy({ hash, attempts: LessThan(maxAttempts), expiresAt: stillAlive(TICKET_LIFE_MS) });
  }

  /** False when it was tried `maxAttempts` times before, also by callers at the same moment. */
  async countAttempt(hash: string, maxAttempts: number): Promise<boolean> {
    const alive = { hash, attempts: LessThan(maxAttempts), expiresAt: stillAlive(TICKET_LIFE_MS) };
    const { affected } = await this.tickets.increment(alive, 'attempts', 1);
    return affected === 1;
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(transaction: Transaction, hash: string): Promise<boolean> {
    const alive = { hash, expiresAt: stillAlive(TICKET_LIFE_MS) };
    const { affected } = await transaction.delete(SecondFactorTicketEntity, alive);
    return affected === 1;
  }

  async remove(transaction: Transaction, userId: string): Promise<void> {
    await transaction.delete(SecondFactorTicketEntity, { userId });
  }

  async removeEverybodys(transaction: Transaction): Promise<void> {
    await transaction.deleteAll(SecondFactorTicketEntity);
  }
}
