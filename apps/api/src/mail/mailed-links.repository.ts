import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Repository } from 'typeorm';
import { latestEnd } from '../common/life.js';
import type { Transaction } from '../database/transactions.js';
import { MailedLinkEntity } from './mailed-link.entity.js';
import type { LinkPurpose } from './mail-kinds.js';

/** How long a link can be used after it was sent. */
export const LINK_LIFE_MS: Readonly<Record<LinkPurpose, number>> = {
  'email-verification': 24 * 60 * 60 * 1000,
  recovery: 30 * 60 * 1000,
};

export type NewLink = Omit<MailedLinkEntity, 'user'>;

@Injectable()
export class MailedLinksRepository {
  constructor(@InjectRepository(MailedLinkEntity) private readonly links: Repository<MailedLinkEntity>) {}

  /** In place of the one that the account has for this purpose. */
  async replace(link: NewLink): Promise<void> {
    await this.links.upsert(link, ['userId', 'purpose']);
  }

  /** A link that was sent before the clock was set back is good from now on as long as a new one, and no longer. */
  async find(purpose: LinkPurpose, hash: string): Promise<MailedLinkEntity | null> {
    await this.shorten(purpose, Date.now(), hash);
    return this.links.findOneBy({ purpose, hash, expiresAt: MoreThan(new Date()) });
  }

  ofUser(userId: string): Promise<MailedLinkEntity[]> {
    return this.links.findBy({ userId });
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(transaction: Transaction, { userId, purpose, hash }: MailedLinkEntity): Promise<boolean> {
    const { affected } = await transaction.delete(MailedLinkEntity, { userId, purpose, hash });
    return affected === 1;
  }

  /** Those that are over at that time. @returns how many */
  async removeExpired(nowMs: number, dryRun: boolean): Promise<number> {
    const over = { expiresAt: LessThan(new Date(nowMs)) };
    if (dryRun) return this.links.countBy(over);
    for (const purpose of Object.keys(LINK_LIFE_MS) as LinkPurpose[]) await this.shorten(purpose, nowMs);
    return (await this.links.delete(over)).affected ?? 0;
  }

  private async shorten(purpose: LinkPurpose, nowMs: number, hash?: string): Promise<void> {
    const lifeMs = LINK_LIFE_MS[purpose];
    const tooLong = { purpose, expiresAt: MoreThan(new Date(latestEnd(lifeMs, nowMs))), ...(hash && { hash }) };
    await this.links.update(tooLong, { expiresAt: new Date(nowMs + lifeMs) });
  }

  async removeAll(transaction: Transaction, userId: string): Promise<void> {
    await transaction.delete(MailedLinkEntity, { userId });
  }

  async remove(transaction: Transaction, userId: string, purpose: LinkPurpose): Promise<void> {
    await transaction.delete(MailedLinkEntity, { userId, purpose });
  }
}
