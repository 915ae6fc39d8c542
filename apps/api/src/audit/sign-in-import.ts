import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { deviceName } from '../common/http/device-name.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditEventsRepository, type NewAuditEvent } from './audit-events.repository.js';
import { type OldSignIn, SignInEventsRepository } from './sign-in-events.repository.js';

const PAGE = 500;

/** Takes the sign-in history of earlier versions over into the trail, before the first request. */
@Injectable()
export class SignInImport implements OnModuleInit {
  private readonly logger = new Logger(SignInImport.name);

  constructor(
    private readonly old: SignInEventsRepository,
    private readonly events: AuditEventsRepository,
    private readonly transactions: Transactions,
    private readonly anchor: AuditAnchor,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.anchor.begin();
    let count = 0;
    for (let page = PAGE; page === PAGE; count += page)
      page = await this.transactions.run((transaction) => this.takeOver(transaction));
    if (count > 0) this.logger.log(`Took ${count} events of the sign-in history over into the audit trail.`);
  }

  /** Killed in between, the next start goes on. */
  private async takeOver(transaction: Transaction): Promise<number> {
    const rows = await this.old.take(transaction, PAGE);
    await this.events.append(transaction, rows.map(eventOf));
    return rows.length;
  }
}

function eventOf({ userId, at, method, reason, userAgent }: OldSignIn): NewAuditEvent {
  const device = deviceName(userAgent);
  return {
    at,
    userId,
    method,
    action: reason === 'FACE_ALREADY_ENROLLED' ? 'sign-up' : 'sign-in',
    actor: reason ? 'unknown' : 'self',
    ...(reason && { reason }),
    ...(device && { origin: { device } }),
  };
}
