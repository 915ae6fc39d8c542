import { Injectable } from '@nestjs/common';
import { newSecretToken, secretTokenHash } from '../common/crypto/secret-token.js';
import { ProblemError } from '../common/problem-error.js';
import type { Transaction } from '../database/transactions.js';
import type { UserEntity } from '../users/user.entity.js';
import type { LinkPurpose } from './mail-kinds.js';
import type { MailedLinkEntity } from './mailed-link.entity.js';
import { LINK_LIFE_MS, MailedLinksRepository } from './mailed-links.repository.js';

/**
 * Secrets that prove that somebody reads the mails to an address: 256 random bits, kept as a hash, good once, for one
 * purpose, one account and the address they were sent to. A new one replaces the one before.
 */
@Injectable()
export class MailedLinks {
  constructor(private readonly links: MailedLinksRepository) {}

  /** @returns the token, base64url: 43 characters */
  async issue(purpose: LinkPurpose, { id, email }: Pick<UserEntity, 'id' | 'email'>): Promise<string> {
    const token = newSecretToken();
    const expiresAt = new Date(Date.now() + LINK_LIFE_MS[purpose]);
    await this.links.replace({ userId: id, purpose, hash: secretTokenHash(token), address: email, expiresAt });
    return token;
  }

  /** What was sent and can be used, or was not removed yet: without the hash of the secret. */
  async ofUser(userId: string): Promise<Pick<MailedLinkEntity, 'purpose' | 'address' | 'expiresAt'>[]> {
    const links = await this.links.ofUser(userId);
    return links.map(({ purpose, address, expiresAt }) => ({ purpose, address, expiresAt }));
  }

  /** Does not use it up. @throws ProblemError `LINK_INVALID` when it is unknown, used, replaced or too old */
  async read(purpose: LinkPurpose, token: string): Promise<MailedLinkEntity> {
    const link = await this.links.find(purpose, secretTokenHash(token));
    if (!link) throw linkInvalid();
    return link;
  }

  /** Uses it up with what the transaction does. @throws ProblemError `LINK_INVALID` when somebody was faster */
  async use(transaction: Transaction, link: MailedLinkEntity): Promise<void> {
    if (!(await this.links.take(transaction, link))) throw linkInvalid();
  }

  /** Of every purpose. */
  revokeAll(transaction: Transaction, userId: string): Promise<void> {
    return this.links.removeAll(transaction, userId);
  }

  /** The one that waits for being used, if there is one. */
  revoke(transaction: Transaction, purpose: LinkPurpose, userId: string): Promise<void> {
    return this.links.remove(transaction, userId, purpose);
  }
}

export function linkInvalid(): ProblemError {
  return new ProblemError('LINK_INVALID', 'This link was used before, or is too old. Ask for a new one.');
}

/** Runs `work` on the account of a link. @throws ProblemError `LINK_INVALID` when the account is gone, and whatever else `work` throws */
export async function linkInvalidWhenGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'SESSION_REVOKED') throw linkInvalid();
    throw error;
  }
}
