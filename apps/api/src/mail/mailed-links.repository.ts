import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { MailedLinkEntity } from './mailed-link.entity.js';
import type { LinkPurpose } from './mail-kinds.js';

export type NewLink = Omit<MailedLinkEntity, 'user'>;

@Injectable()
export class MailedLinksRepository {
  constructor(@InjectRepository(MailedLinkEntity) private readonly links: Repository<MailedLinkEntity>) {}

  /** In place of the one that the account has for this purpose. */
  async replace(link: NewLink): Promise<void> {
    await this.links.upsert(link, ['userId', 'purpose']);
  }

  find(purpose: LinkPurpose, hash: string): Promise<MailedLinkEntity | null> {
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

  /** Those that ran out before `now`. @returns how many */
  async removeExpired(now: Date, dryRun: boolean): Promise<number> {
    const over = { expiresAt: LessThan(now) };
    return dryRun ? this.links.countBy(over) : ((await this.links.delete(over)).affected ?? 0);
  }

  async removeAll(transaction: Transaction, userId: string): Promise<void> {
    await transaction.delete(MailedLinkEntity, { userId });
  }

  async remove(transaction: Transaction, userId: string, purpose: LinkPurpose): Promise<void> {
    await transaction.delete(MailedLinkEntity, { userId, purpose });
  }
}
