import { Injectable } from '@nestjs/common';
import { newSecretToken, secretTokenHash } from '../common/crypto/secret-token.js';
import { accountGone } from '../common/problem-error.js';
import { DAY_MS } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import type { Transaction } from '../database/transactions.js';
import type { LeftAddressEntity } from './left-address.entity.js';
import { LeftAddressesRepository } from './left-addresses.repository.js';
import type { UserEntity } from './user.entity.js';
import { emailTaken, UsersRepository } from './users.repository.js';

/** How long who reads the address that was left can put it back. */
const UNDO_DAYS = 7;
/** How long an address may stay unconfirmed, from when the mail that asks was sent. */
const CONFIRM_WITHIN_DAYS = 1;

/** The e-mail address of an account: the one it has, confirmed or not, and those it had. */
@Injectable()
export class EmailAddresses {
  constructor(
    private readonly config: AppConfig,
    private readonly users: UsersRepository,
    private readonly left: LeftAddressesRepository,
  ) {}

  /**
   * Whether a new address must be confirmed in time. Not where no mail leaves the house, and not of an account that never had
   * to: it is of an earlier version, or was made before there was a mail server.
   */
  isConfirmationDemanded(before?: Pick<UserEntity, 'emailVerifiedAt' | 'confirmationDemanded'>): boolean {
    const { smtpServer } = this.config;
    return smtpServer !== undefined && (!before || before.emailVerifiedAt !== null || before.confirmationDemanded);
  }

  /** The mail that asks was sent, or nobody can ever get it: from here on the time runs. */
  beginConfirmation(userId: string, address: string): Promise<void> {
    return this.users.setConfirmBy(userId, address, this.confirmBy());
  }

  /** Of a mail that is sent now. */
  confirmBy(): Date {
    return new Date(Date.now() + CONFIRM_WITHIN_DAYS * DAY_MS);
  }

  /** @throws ProblemError `EMAIL_TAKEN` for an address that may go back to another account than `userId` */
  async demandUnreserved(address: string, userId?: string): Promise<void> {
    if (await this.left.isReserved(address, userId)) throw emailTaken();
  }

  /** @param before as it is locked. @returns id of what can be undone: only who confirmed an address can have it back */
  async leave(transaction: Transaction, before: UserEntity): Promise<string | undefined> {
    if (!before.emailVerifiedAt) return undefined;
    const expiresAt = new Date(Date.now() + UNDO_DAYS * DAY_MS);
    return this.left.insert(transaction, before, before.emailVerifiedAt, expiresAt);
  }

  /** The confirmed one before this one, while this one is unconfirmed. */
  async before(userId: string, transaction?: Transaction): Promise<LeftAddressEntity | undefined> {
    const [newest] = await this.left.ofUser(userId, transaction);
    return newest;
  }

  /** @returns the token of the link, base64url; undefined when it is too late */
  async issueUndo(leftId: string): Promise<string | undefined> {
    const token = newSecretToken();
    return (await this.left.setHash(leftId, secretTokenHash(token))) ? token : undefined;
  }

  /** What a link undoes; does not use it up. */
  findUndo(token: string): Promise<LeftAddressEntity | null> {
    return this.left.find(secretTokenHash(token));
  }

  /**
   * The address is that of the account again, confirmed; those that it had since are not kept. The account is locked until the
   * transaction ends.
   * @returns the account as it was; undefined when somebody was faster
   * @throws ProblemError `SESSION_REVOKED` when it is gone, `EMAIL_TAKEN`
   */
  async putBack(transaction: Transaction, left: LeftAddressEntity, verifiedAt: Date): Promise<UserEntity | undefined> {
    const before = await this.users.lock(transaction, left.userId);
    if (!before) throw accountGone();
    if (!(await this.left.take(transaction, left))) return undefined;
    await this.users.setEmail(transaction, left.userId, left.address, verifiedAt);
    return before;
  }

  /** As the person's own export tells them. */
  async ofUser(userId: string): Promise<object[]> {
    const left = await this.left.ofUser(userId);
    return left.map(({ address, verifiedAt, leftAt, expiresAt }) => ({ address, verifiedAt, leftAt, expiresAt }));
  }
}
