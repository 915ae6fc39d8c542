import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Handed to every repository method that must take part. Use cases pass it on and call nothing on it. */
export type Transaction = EntityManager;

/**
 * All or nothing in the database. The embedded database has one connection: inside `work` nothing may ask the database
 * without the transaction it was given, nor wait for anything slow.
 */
@Injectable()
export class Transactions {
  constructor(private readonly dataSource: DataSource) {}

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }
}
