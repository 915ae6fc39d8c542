import { Injectable } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import { SealBroken } from '../common/crypto/seal.js';
import { accountGone } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { DataKeyTenants } from '../users/data-key-tenants.js';
import { DataKeysRepository } from '../users/data-keys.repository.js';
import type { FaceOwner } from '../users/facial-data.js';
import { UsersRepository } from '../users/users.repository.js';
import { FaceVault } from './face-vault.js';

/** Another face came in between: look again. */
class FacesChanged extends Error {
  override readonly name = 'FacesChanged';
}

/** Takes everything of a person's face out of an account that stays. */
@Injectable()
export class FaceWithdrawal {
  constructor(
    private readonly users: UsersRepository,
    private readonly vault: FaceVault,
    private readonly dataKeys: DataKeys,
    private readonly storedKeys: DataKeysRepository,
    private readonly tenants: DataKeyTenants,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Templates, pictures and index entries go, and the data key with them: a new one takes its place, so that no copy of them
   * opens again. All of it or nothing.
   * @param also is done in the same transaction, as the last thing
   * @throws ProblemError `SESSION_REVOKED` when the account is gone, and whatever `also` throws
   */
  async withdraw(userId: string, also: (transaction: Transaction) => Promise<void>): Promise<void> {
    for (;;) {
      const faceIds = await this.users.faceIds([userId]);
      try {
        await this.vault.erase(userId, [...faceIds], () => this.eraseRow(userId, faceIds, also));
        return;
      } catch (error) {
        if (!(error instanceof FacesChanged)) throw error;
      }
    }
  }

  private async eraseRow(
    userId: string,
    faceIds: ReadonlySet<string>,
    also: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    await this.transactions.run(async (transaction) => {
      await this.storedKeys.holdMasterKey(transaction);
      const user = await this.users.lock(transaction, userId);
      if (!user) throw accountGone();
      if (user.facialData.faces.some(({ id }) => !faceIds.has(id))) throw new FacesChanged();
      await this.replaceKey(transaction, user);
      await also(transaction);
    });
  }

  private async replaceKey(transaction: Transaction, user: FaceOwner): Promise<void> {
    const after = this.dataKeys.make(user.id);
    const before = this.keyOf(user);
    if (before) await this.tenants.reseal(transaction, before, after);
    const facialData = { ...user.facialData, faces: [] };
    await this.storedKeys.store(transaction, user.id, this.dataKeys.wrap(after), facialData);
  }

  /** Undefined for one that does not open, as after a loss of the master key: nothing that it sealed is of use, and all of it goes. */
  private keyOf(user: FaceOwner): DataKey | undefined {
    try {
      return this.dataKeys.unwrap(user);
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }
}
