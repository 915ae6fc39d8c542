import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Handed to every repository method that must take part. Use cases pass it on and call nothing on it. */
export type Transaction = EntityManager;

/** The connection failed while the transaction was being committed: nobody knows whether it was. */
export class CommitOutcomeUnknown extends Error {
  override readonly name = 'CommitOutcomeUnknown';
}

/**
 * All or nothing in the database. The embedded database has one connection: inside `work` nothing may ask the database
 * without the transaction it was given, nor wait for anything slow.
 */
@Injectable()
export class Transactions {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws CommitOutcomeUnknown; after any other error nothing was committed. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let workDone = false;
    try {
      return await this.dataSource.transaction(async (transaction) => {
        const result = await work(transaction);
        workDone = true;
        return result;
      });
    } catch (cause) {
      if (workDone) throw new CommitOutcomeUnknown('the transaction may or may not be committed', { cause });
      throw cause;
    }
  }
}
