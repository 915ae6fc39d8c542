import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from './transactions.js';

/** Of this process: others that look at the same time are not waited for. */
const PROBE = `database:${randomUUID()}`;

@Injectable()
export class DatabaseHealth {
  constructor(private readonly transactions: Transactions) {}

  /** Writes, reads and commits, as a log-in does. What is left when it is killed in between is swept with the attempts. */
  async tryOut(): Promise<void> {
    const found = await this.transactions.run(async (transaction) => {
      await transaction.query(
        'INSERT INTO attempt_counts (key, attempts, open_at, forget_at) VALUES ($1, 0, now(), now()) ON CONFLICT DO NOTHING',
        [PROBE],
      );
      return transaction.query<unknown[]>('SELECT key FROM attempt_counts WHERE key = $1', [PROBE]);
    });
    await this.transactions.run((transaction) =>
      transaction.query('DELETE FROM attempt_counts WHERE key = $1', [PROBE]),
    );
    if (found.length !== 1) throw new Error('the database does not give back what was written');
  }
}
