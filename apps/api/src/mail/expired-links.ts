import { Injectable } from '@nestjs/common';
import { RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { MailedLinksRepository } from './mailed-links.repository.js';

@Injectable()
export class ExpiredLinks extends RetentionRule {
  override readonly what = 'expired links';

  constructor(private readonly links: MailedLinksRepository) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    return this.links.removeExpired(nowMs, dryRun);
  }
}
