import type { AccountFields, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import { PasswordHasher } from './password-hasher.js';
import type { UserEntity } from './user.entity.js';
import { type NewUser, UsersRepository } from './users.repository.js';

/** An account about to be made; its password is hashed before the transaction, which must not wait for it. */
export type PreparedAccount = Omit<NewUser, 'id' | 'facialData'>;

@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordHasher,
  ) {}

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN` */
  demandFree({ username, email }: AccountFields): Promise<void> {
    return this.users.demandFree(username, email);
  }

  async prepare({ username, email, password, consent }: StoreFacialRequest): Promise<PreparedAccount> {
    return { username, email, passwordHash: await this.passwords.hash(password), consentVersion: consent.version };
  }

  /** @throws ProblemError `USERNAME_TAKEN` or `EMAIL_TAKEN` */
  create(transaction: Transaction, user: NewUser): Promise<UserEntity> {
    return this.users.insert(transaction, user);
  }

  /**
   * The account of a username or e-mail address and its password, or undefined: for an unknown name after the same
   * time as for a wrong password.
   */
  async byPassword(name: string, password: string): Promise<UserEntity | undefined> {
    const user = await this.users.findByName(name);
    return (await this.passwords.matches(password, user?.passwordHash)) ? (user ?? undefined) : undefined;
  }
}
