import type { AccountFields, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import type { Transaction } from '../database/transactions.js';
import { DataKeysRepository } from './data-keys.repository.js';
import type { FacialData } from './facial-data.js';
import { PasswordHasher } from './password-hasher.js';
import type { UserEntity } from './user.entity.js';
import { type NewUser, UsersRepository } from './users.repository.js';

/** An account about to be made; its password is hashed before the transaction, which must not wait for it. */
export type PreparedAccount = Omit<NewUser, 'id' | 'facialData' | 'dataKey'>;

@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordHasher,
    private readonly storedKeys: DataKeysRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN` */
  demandFree({ username, email }: AccountFields): Promise<void> {
    return this.users.demandFree(username, email);
  }

  async prepare({ username, email, password, consent }: StoreFacialRequest): Promise<PreparedAccount> {
    return { username, email, passwordHash: await this.passwords.hash(password), consentVersion: consent.version };
  }

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN` */
  async create(
    transaction: Transaction,
    account: PreparedAccount,
    facialData: FacialData,
    dataKey: DataKey,
  ): Promise<UserEntity> {
    await this.storedKeys.holdMasterKey(transaction);
    return this.users.insert(transaction, {
      ...account,
      id: dataKey.userId,
      facialData,
      dataKey: this.dataKeys.wrap(dataKey),
    });
  }

  /**
   * The account of a username or e-mail address, if there is one, and whether this is its password: for an unknown name
   * after the same time as for a wrong password.
   */
  async byPassword(name: string, password: string): Promise<{ user: UserEntity | null; matches: boolean }> {
    const user = await this.users.findByName(name);
    return { user, matches: await this.passwords.matches(password, user?.passwordHash) };
  }
}
