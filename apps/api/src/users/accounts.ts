import type { AccountFields, StoreFacialRequest, UpdateAccountRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { newSecretToken } from '../common/crypto/secret-token.js';
import { accountGone, ProblemError } from '../common/problem-error.js';
import { type DataKey, DataKeys } from '../common/crypto/data-keys.js';
import type { Transaction } from '../database/transactions.js';
import { DataKeysRepository } from './data-keys.repository.js';
import { EmailAddresses } from './email-addresses.js';
import type { FacialData } from './facial-data.js';
import { isSameAddress } from '../common/text/identity-keys.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordRules } from './password-rules.js';
import type { UserEntity } from './user.entity.js';
import { type AccountChanges, type NewUser, UsersRepository } from './users.repository.js';

/** An account about to be made; its password is hashed before the transaction, which must not wait for it. */
export type PreparedAccount = Omit<NewUser, 'id' | 'facialData' | 'dataKey' | 'confirmationDemanded'>;

@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly storedKeys: DataKeysRepository,
    private readonly dataKeys: DataKeys,
    private readonly addresses: EmailAddresses,
  ) {}

  /** @throws ProblemError `PASSWORD_TOO_COMMON` */
  demandUncommonPassword(account: AccountFields): Promise<void> {
    return this.rules.demandUncommon(account.password, account);
  }

  async prepare(request: StoreFacialRequest): Promise<PreparedAccount> {
    const { username, email, password, language = 'en' } = request;
    const passwordHash = await this.passwords.hash(password);
    return { username, email, passwordHash, language };
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
      confirmationDemanded: this.addresses.isConfirmationDemanded(),
    });
  }

  /** Of a username or e-mail address. */
  findByName(name: string): Promise<UserEntity | null> {
    return this.users.findByName(name);
  }

  /** Without an account it takes as long and says no. */
  hasPassword(user: UserEntity | null, password: string): Promise<boolean> {
    return this.passwords.matches(password, user?.passwordHash);
  }

  find(id: string): Promise<UserEntity | null> {
    return this.users.findById(id);
  }

  /** @throws ProblemError `SESSION_REVOKED` when it is gone */
  async demand(id: string): Promise<UserEntity> {
    const user = await this.users.findById(id);
    if (!user) throw accountGone();
    return user;
  }

  /** Asks the person signed in once more. @throws ProblemError `CREDENTIALS_INVALID` */
  async demandPassword(user: UserEntity, password: string, field: string): Promise<void> {
    if (await this.hasPassword(user, password)) return;
    const detail = 'This is not your password.';
    throw new ProblemError('CREDENTIALS_INVALID', detail, {
      errors: [{ field, code: 'CREDENTIALS_INVALID', detail }],
    });
  }

  /**
   * Only what is another than before; hashes the password, which a transaction must not wait for.
   * @throws ProblemError `PASSWORD_TOO_COMMON`
   */
  async prepareChanges(user: UserEntity, request: UpdateAccountRequest): Promise<AccountChanges> {
    const { username, email, password, language } = request;
    if (password !== undefined)
      await this.rules.demandUncommon(password, { username: username ?? user.username, email: email ?? user.email });
    return {
      ...(username !== undefined && username !== user.username && { username }),
      ...(email !== undefined && !isSameAddress(email, user.email) && { email }),
      ...(language !== undefined && language !== user.language && { language }),
      ...(password !== undefined && { passwordHash: await this.passwords.hash(password) }),
    };
  }

  /**
   * @param user as the changes were prepared for
   * @returns the account before and after
   * @throws ProblemError `USERNAME_TAKEN`, `EMAIL_TAKEN`, `CREDENTIALS_INVALID`, `SESSION_REVOKED`
   */
  async change(
    transaction: Transaction,
    user: UserEntity,
    changes: AccountChanges,
  ): Promise<Record<'before' | 'after', UserEntity>> {
    const before = await this.users.lock(transaction, user.id);
    if (!before) throw accountGone();
    const demanded = { confirmationDemanded: this.addresses.isConfirmationDemanded(before) };
    const all = changes.email === undefined ? changes : { ...changes, ...demanded };
    return { before, after: await this.users.updateAccount(transaction, user, all) };
  }

  /** A password that nobody knows, in place of the one of the account: only a mailed link sets another one. */
  async voidPassword(): Promise<Pick<UserEntity, 'passwordHash'>> {
    return { passwordHash: await this.passwords.hash(newSecretToken()) };
  }
}
