import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThanOrEqual, Repository } from 'typeorm';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import { violatedUniqueConstraint } from '../database/unique-violation.js';
import { CREDENTIAL_CONSTRAINT, PasskeyEntity } from './passkey.entity.js';

export type NewPasskey = Omit<PasskeyEntity, 'user' | 'createdAt' | 'lastUsedAt'>;

@Injectable()
export class PasskeysRepository {
  constructor(@InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>) {}

  /** Oldest first. */
  ofUser(userId: string, transaction?: Transaction): Promise<PasskeyEntity[]> {
    const passkeys = transaction?.getRepository(PasskeyEntity) ?? this.passkeys;
    return passkeys.find({ where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  findByCredential(credentialId: string): Promise<PasskeyEntity | null> {
    return this.passkeys.findOneBy({ credentialId });
  }

  /** @throws ProblemError `PASSKEY_REGISTERED` */
  async insert(transaction: Transaction, passkey: NewPasskey): Promise<PasskeyEntity> {
    try {
      await transaction.insert(PasskeyEntity, passkey);
    } catch (error) {
      if (violatedUniqueConstraint(error) !== CREDENTIAL_CONSTRAINT) throw error;
      throw new ProblemError('PASSKEY_REGISTERED', 'This passkey is in use here already.', { cause: error });
    }
    return transaction.findOneByOrFail(PasskeyEntity, { id: passkey.id });
  }

  /** Counts one use. False when another use was counted since the passkey was read. */
  async use({ id, counter }: Pick<PasskeyEntity, 'id' | 'counter'>, newCounter: number): Promise<boolean> {
    const change = { counter: String(newCounter), lastUsedAt: new Date() };
    const { affected } = await this.passkeys.update({ id, counter }, change);
    return affected === 1;
  }

  /** Undefined when the user has no such passkey. */
  async rename(userId: string, id: string, name: string): Promise<PasskeyEntity | undefined> {
    await this.passkeys.update({ userId, id }, { name });
    return (await this.passkeys.findOneBy({ userId, id })) ?? undefined;
  }

  /** False when the user has no such passkey. */
  async remove(transaction: Transaction, userId: string, id: string): Promise<boolean> {
    const { affected } = await transaction.delete(PasskeyEntity, { userId, id });
    return affected === 1;
  }

  /** False when there is none. */
  async removeAll(transaction: Transaction, userId: string): Promise<boolean> {
    const { affected } = await transaction.delete(PasskeyEntity, { userId });
    return (affected ?? 0) > 0;
  }

  async removeSince(transaction: Transaction, userId: string, since: Date): Promise<void> {
    await transaction.delete(PasskeyEntity, { userId, createdAt: MoreThanOrEqual(since) });
  }
}
