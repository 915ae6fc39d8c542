import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, MoreThan, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { TotpSecretEntity } from './totp-secret.entity.js';

@Injectable()
export class TotpSecretsRepository {
  constructor(@InjectRepository(TotpSecretEntity) private readonly secrets: Repository<TotpSecretEntity>) {}

  find(userId: string, transaction?: Transaction): Promise<TotpSecretEntity | null> {
    const secrets = transaction?.getRepository(TotpSecretEntity) ?? this.secrets;
    return secrets.findOneBy({ userId });
  }

  /** In place of one that was never confirmed. */
  async begin(transaction: Transaction, userId: string, sealed: string): Promise<void> {
    await transaction.delete(TotpSecretEntity, { userId, confirmedAt: IsNull() });
    await transaction.insert(TotpSecretEntity, { userId, sealed });
  }

  /** False when it is not the one that waits for it. */
  async confirm(transaction: Transaction, userId: string, sealed: string): Promise<boolean> {
    const waiting = { userId, sealed, confirmedAt: IsNull() };
    const { affected } = await transaction.update(TotpSecretEntity, waiting, { confirmedAt: new Date() });
    return affected === 1;
  }

  /**
   * False when a code of this time step, or a later one, was taken before; of two callers at once, one gets true.
   * @param newestStep that can have been taken by now: a later one is of a clock that was set back since, and keeps nobody out
   */
  async takeStep(userId: string, step: number, newestStep: number): Promise<boolean> {
    const { affected } = await this.secrets.update(
      [
        { userId, lastStep: LessThan(String(step)) },
        { userId, lastStep: MoreThan(String(newestStep)) },
      ],
      { lastStep: String(step) },
    );
    return affected === 1;
  }

  async reseal(transaction: Transaction, userId: string, sealed: string): Promise<void> {
    await transaction.update(TotpSecretEntity, { userId }, { sealed });
  }

  /** False when there is none that was confirmed. */
  async remove(transaction: Transaction, userId: string): Promise<boolean> {
    const secret = await this.find(userId, transaction);
    if (!secret?.confirmedAt) return false;
    const { affected } = await transaction.delete(TotpSecretEntity, { userId });
    return affected === 1;
  }
}
