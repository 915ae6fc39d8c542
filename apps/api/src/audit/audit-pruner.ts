import { Injectable, Logger } from '@nestjs/common';
import { DAY_MS, RetentionRule, type RetentionRun } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { AuditTrail } from './audit-trail.js';
import { AuditVerifier } from './audit-verifier.js';
import { type Place, placeMac } from './chain-link.js';

/** Removes the oldest rows, as long as they are what was written. The last of them is vouched for, so that the chain can be followed from there. */
@Injectable()
export class AuditPruner extends RetentionRule {
  override readonly what = 'audit events';
  private readonly logger = new Logger(AuditPruner.name);

  constructor(
    private readonly config: AppConfig,
    private readonly events: AuditEventsRepository,
    private readonly keys: AuditKeys,
    private readonly verifier: AuditVerifier,
    private readonly trail: AuditTrail,
    private readonly transactions: Transactions,
  ) {
    super();
  }

  override async run({ nowMs, dryRun }: RetentionRun): Promise<number> {
    const before = new Date(nowMs - this.config.auditDays * DAY_MS);
    const last = await this.transactions.run((transaction) => this.events.lastBefore(transaction, before));
    if (!last) return 0;
    const { pruned } = await this.events.ends();
    if (dryRun) return last.seq - pruned.seq;
    // Their times as well: who can change them must not have us remove what happened today, and vouch for it.
    if (await this.verifier.vouchesFor(last)) return this.prune(last, pruned);
    this.logger.error('Old audit events stay, because they were changed: run npm run facegate -- audit verify');
    return 0;
  }

  private prune(last: Place, before: Place): Promise<number> {
    return this.transactions.run(async (transaction) => {
      // Another server was faster.
      if ((await this.events.holdEnds(transaction)).pruned.seq !== before.seq) return 0;
      const { id: keyId, key } = await this.keys.current();
      const count = await this.events.removeUpTo(transaction, { ...last, keyId, mac: placeMac(key, 'pruned', last) });
      await this.trail.append(transaction, { action: 'audit-pruned', actor: 'server', detail: String(count) });
      return count;
    });
  }
}
