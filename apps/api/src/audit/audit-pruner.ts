import { Injectable } from '@nestjs/common';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { AuditTrail } from './audit-trail.js';
import { type Place, placeMac } from './chain-link.js';

/** Removes the oldest rows. The last of them is vouched for, so that the chain can be followed from there. */
@Injectable()
export class AuditPruner extends RetentionRule {
  override readonly what = 'audit events';

  constructor(
    private readonly config: AppConfig,
    private readonly events: AuditEventsRepository,
    private readonly keys: AuditKeys,
    private readonly trail: AuditTrail,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  override run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    const before = new Date(nowMs - this.config.auditDays * DAY_MS);
    return this.transactions.run(async (transaction) => {
      const last = await this.events.lastBefore(transaction, before);
      if (!last) return 0;
      const { pruned } = await this.events.ends(transaction);
      if (dryRun) return last.seq - pruned.seq;
      return this.prune(transaction, last);
    });
  }

  private async prune(transaction: Transaction, last: Place): Promise<number> {
    const { id: keyId, key } = await this.keys.current();
    const count = await this.events.removeUpTo(transaction, { ...last, keyId, mac: placeMac(key, 'pruned', last) });
    await this.trail.append(transaction, { action: 'audit-pruned', actor: 'server', detail: String(count) });
    return count;
  }
}
