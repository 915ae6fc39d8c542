import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';

@Injectable()
export class RecoveryCodesRepository {
  constructor(@InjectRepository(RecoveryCodeEntity) private readonly codes: Repository<RecoveryCodeEntity>) {}

  count(userId: string): Promise<number> {
    return this.codes.countBy({ userId });
  }

  /** In place of all that there are. */
  async replace(transaction: Transaction, userId: string, hashes: readonly string[]): Promise<void> {
    await transaction.delete(RecoveryCodeEntity, { userId });
    if (hashes.length > 0)
      await transaction.insert(
        RecoveryCodeEntity,
        hashes.map((hash) => ({ userId, hash })),
      );
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(userId: string, hash: string): Promise<boolean> {
    const { affected } = await this.codes.delete({ userId, hash });
    return affected === 1;
  }
}
