import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, MoreThanOrEqual, Not, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { identityKey } from '../common/text/identity-keys.js';
import { LeftAddressEntity } from './left-address.entity.js';
import type { UserEntity } from './user.entity.js';

/** That nobody needs any more: an unconfirmed address can still go back to the one before. */
const OVER = `expires_at < $1 AND EXISTS (
  SELECT FROM users WHERE users.id = left_addresses.user_id AND email_verified_at IS NOT NULL)`;

@Injectable()
export class LeftAddressesRepository {
  constructor(@InjectRepository(LeftAddressEntity) private readonly left: Repository<LeftAddressEntity>) {}

  /** @returns its id */
  async insert(
    transaction: Transaction,
    { id: userId, email }: Pick<UserEntity, 'id' | 'email'>,
    verifiedAt: Date,
    expiresAt: Date,
  ): Promise<string> {
    const id = randomUUID();
    const row = { id, userId, address: email, addressKey: identityKey(email), verifiedAt, expiresAt };
    await transaction.insert(LeftAddressEntity, row);
    return id;
  }

  /** In place of the hash that it has. False when it is gone, or it is too late. */
  async setHash(id: string, hash: string): Promise<boolean> {
    const { affected } = await this.left.update({ id, expiresAt: MoreThan(new Date()) }, { hash });
    return affected === 1;
  }

  find(hash: string): Promise<LeftAddressEntity | null> {
    return this.left.findOneBy({ hash, expiresAt: MoreThan(new Date()) });
  }

  /** Newest first. */
  ofUser(userId: string, transaction?: Transaction): Promise<LeftAddressEntity[]> {
    const left = transaction?.getRepository(LeftAddressEntity) ?? this.left;
    return left.find({ where: { userId }, order: { leftAt: 'DESC', id: 'ASC' } });
  }

  /** Whether it may go back to another account than this. */
  isReserved(address: string, userId?: string): Promise<boolean> {
    const others = userId === undefined ? {} : { userId: Not(userId) };
    return this.left.existsBy({ addressKey: identityKey(address), ...others });
  }

  /** With those that were left later. False when it is not there any more; of two callers at once, one gets true. */
  async take(transaction: Transaction, { id, userId, leftAt }: LeftAddressEntity): Promise<boolean> {
    const { affected } = await transaction.delete(LeftAddressEntity, { id });
    await transaction.delete(LeftAddressEntity, { userId, leftAt: MoreThanOrEqual(leftAt) });
    return affected === 1;
  }

  /** @returns how many */
  async removeExpired(now: Date, dryRun: boolean): Promise<number> {
    if (dryRun) {
      const [row] = await this.left.query<{ count: string }[]>(
        `SELECT count(*) AS count FROM left_addresses WHERE ${OVER}`,
        [now],
      );
      return Number(row?.count);
    }
    const [, count] = await this.left.query<[unknown, number]>(`DELETE FROM left_addresses WHERE ${OVER}`, [now]);
    return count;
  }
}
