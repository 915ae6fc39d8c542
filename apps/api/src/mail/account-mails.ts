import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/transactions.js';
import type { UserEntity } from '../users/user.entity.js';
import type { Factor, MailDetails, MailKind } from './mail-kinds.js';
import { MailQueueRepository } from './mail-queue.repository.js';
import { MailedLinks } from './mailed-links.js';

/** As much of an account as a mail needs. */
export type Addressee = Pick<UserEntity, 'id' | 'username' | 'email' | 'language'>;

/** What people are told by mail of their accounts. Each goes into the queue with what it tells of, or not at all. */
@Injectable()
export class AccountMails {
  constructor(
    private readonly queue: MailQueueRepository,
    private readonly links: MailedLinks,
  ) {}

  /** With a link that proves that the address is theirs. */
  verifyEmail(user: Addressee, transaction?: Transaction): Promise<void> {
    return this.add('email-verification', user, {}, transaction);
  }

  /**
   * Somebody forgot the password of the account with this address. Whether there is one turns out when the mail is
   * written, so that nobody learns it from the time this takes.
   */
  recovery(address: string, transaction?: Transaction): Promise<void> {
    const details = { at: new Date().toISOString() };
    return this.queue.insert({ kind: 'recovery', userId: null, address, language: 'en', details }, transaction);
  }

  newDevice(transaction: Transaction, user: Addressee, device: string | undefined): Promise<void> {
    return this.add('new-device', user, device === undefined ? {} : { device }, transaction);
  }

  faceAdded(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('face-added', user, {}, transaction);
  }

  faceRemoved(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('face-removed', user, {}, transaction);
  }

  factorAdded(transaction: Transaction, user: Addressee, factor: Factor): Promise<void> {
    return this.add('factor-added', user, { factor }, transaction);
  }

  factorRemoved(transaction: Transaction, user: Addressee, factor: Factor): Promise<void> {
    return this.add('factor-removed', user, { factor }, transaction);
  }

  recoveryCodesRenewed(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('recovery-codes-renewed', user, {}, transaction);
  }

  recoveryCodeUsed(user: Addressee): Promise<void> {
    return this.add('recovery-code-used', user, {});
  }

  /** From here on no link that was sent before sets the password. */
  async passwordChanged(
    transaction: Transaction,
    user: Addressee,
    by: 'password-changed' | 'password-recovered',
  ): Promise<void> {
    await this.links.revoke(transaction, 'recovery', user.id);
    await this.add(by, user, {}, transaction);
  }

  /**
   * Tells the address that was left, and asks the new one.
   * @param leftAddress id of what the reader of the address that was left can undo; undefined where they cannot
   */
  async emailChanged(
    transaction: Transaction,
    before: Addressee,
    after: Addressee,
    leftAddress: string | undefined,
  ): Promise<void> {
    await this.links.revoke(transaction, 'recovery', before.id);
    await this.add('email-changed', before, leftAddress === undefined ? {} : { leftAddress }, transaction);
    await this.verifyEmail(after, transaction);
  }

  /** Tells both addresses, and sends the one that is back a link for a new password. */
  async emailChangeUndone(transaction: Transaction, before: Addressee, after: Addressee): Promise<void> {
    await this.links.revokeAll(transaction, before.id);
    await this.add('email-change-undone', before, {}, transaction);
    await this.add('email-change-undone', after, {}, transaction);
    await this.recovery(after.email, transaction);
  }

  emailPutBack(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('email-put-back', user, {}, transaction);
  }

  /** What was set up before the address was confirmed is gone. */
  accountReset(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('account-reset', user, {}, transaction);
  }

  consentWithdrawn(transaction: Transaction, user: Addressee): Promise<void> {
    return this.add('consent-withdrawn', user, {}, transaction);
  }

  /** @param until when the account goes unless its owner logs in before */
  accountIdle(transaction: Transaction, user: Addressee, until: Date): Promise<void> {
    return this.add('account-idle', user, { until: until.toISOString() }, transaction);
  }

  accountErased(transaction: Transaction, user: Addressee): Promise<void> {
    return this.last('account-erased', user, transaction);
  }

  unconfirmedErased(transaction: Transaction, user: Addressee): Promise<void> {
    return this.last('account-unconfirmed', user, transaction);
  }

  /** Stays in the queue when the account goes. */
  private last(kind: MailKind, { username, email, language }: Addressee, transaction: Transaction): Promise<void> {
    const details = { at: new Date().toISOString(), username };
    return this.queue.insert({ kind, userId: null, address: email, language, details }, transaction);
  }

  private add(
    kind: MailKind,
    { id, username, email, language }: Addressee,
    more: Partial<MailDetails>,
    transaction?: Transaction,
  ): Promise<void> {
    const details = { at: new Date().toISOString(), username, ...more };
    return this.queue.insert({ kind, userId: id, address: email, language, details }, transaction);
  }
}
