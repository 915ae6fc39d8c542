import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { KeyHolder } from '../common/crypto/data-keys.js';
import type { Transaction } from '../database/transactions.js';
import type { FaceOwner, FacialData } from './facial-data.js';
import { UserEntity } from './user.entity.js';

/** Any number, the same in every process. */
const MASTER_KEY_LOCK = 0x0fac_e6a8;

/** One data key, wrapped anew. */
export interface Rewrapped {
  id: string;
  from: string;
  to: string;
}

/** The column `users.data_key`. */
@Injectable()
export class DataKeysRepository {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {}

  /** Until the transaction ends no master key is retired: before a new data key is wrapped and stored. */
  async holdMasterKey(transaction: Transaction): Promise<void> {
    await transaction.query('SELECT pg_advisory_xact_lock_shared($1)', [MASTER_KEY_LOCK]);
  }

  /** Returns once nobody holds a master key that was in force before. In a transaction of its own. */
  async awaitHolders(transaction: Transaction): Promise<void> {
    await transaction.query('SELECT pg_advisory_xact_lock($1)', [MASTER_KEY_LOCK]);
  }

  /** How many data keys do not begin with `prefix`. */
  async countWithout(prefix: string): Promise<number> {
    const [row] = await this.users.query<{ count: string }[]>(
      'SELECT count(*) AS count FROM users WHERE data_key IS NOT NULL AND left(data_key, length($1)) <> $1',
      [prefix],
    );
    return Number(row?.count);
  }

  /** Data keys that do not begin with `prefix`, in the order of ids, after the id `after`. */
  async without(prefix: string, after: string, limit: number): Promise<(KeyHolder & { dataKey: string })[]> {
    return this.users.query(
      `SELECT id, data_key AS "dataKey" FROM users
       WHERE data_key IS NOT NULL AND left(data_key, length($1)) <> $1 AND id > $2 ORDER BY id LIMIT $3`,
      [prefix, after, limit],
    );
  }

  /** Each only where it is still what it was. */
  async replace(changes: readonly Rewrapped[]): Promise<void> {
    await this.users.query(
      `UPDATE users SET data_key = change.new FROM unnest($1::uuid[], $2::text[], $3::text[]) AS change (id, old, new)
       WHERE users.id = change.id AND users.data_key = change.old`,
      [changes.map(({ id }) => id), changes.map(({ from }) => from), changes.map(({ to }) => to)],
    );
  }

  /**
   * Destroys the key and all templates that it sealed. What is left of the account is {@link destroyed}.
   * @returns how many keys: one, unless it was done before
   */
  async destroy(id: string, transaction?: Transaction): Promise<number> {
    const [, count] = await (transaction ?? this.users).query<[unknown, number]>(
      `UPDATE users SET data_key = NULL, facial_data = jsonb_set(facial_data, '{faces}', '[]')
       WHERE id = $1 AND data_key IS NOT NULL`,
      [id],
    );
    return count;
  }

  /** Accounts that have faces and no data key, or one marked with `mark`. */
  missing(mark: string): Promise<FaceOwner[]> {
    return this.users.query<FaceOwner[]>(
      `SELECT id, facial_data AS "facialData", data_key AS "dataKey" FROM users
       WHERE (data_key IS NULL AND facial_data->'faces' <> '[]') OR left(data_key, length($1)) = $1`,
      [mark],
    );
  }

  async store(transaction: Transaction, id: string, dataKey: string, facialData: FacialData): Promise<void> {
    await transaction.update(UserEntity, { id }, { dataKey, facialData });
  }

  /** Ids of the accounts whose key was destroyed and whose row is still there. */
  async destroyed(): Promise<string[]> {
    const rows = await this.users.query<{ id: string }[]>(
      `SELECT id FROM users WHERE data_key IS NULL AND facial_data->'faces' = '[]'`,
    );
    return rows.map(({ id }) => id);
  }
}
