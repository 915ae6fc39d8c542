import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { currentCallOrigin } from '../common/http/call-origin.js';
import { partEnds } from '../common/shutdown.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditEventsRepository, type NewAuditEvent } from './audit-events.repository.js';

/** Past that many the database is away or drowned, and memory is not the place to keep them. */
const MAX_WAITING = 1000;
const BATCH = 50;

/** Something that happened: now, and from where the request came that it is done for. */
export type AuditRecord = Omit<NewAuditEvent, 'at' | 'origin'>;

/** Of what is written behind the answer, the account can be looked up there as well. */
export type LateAuditRecord = Omit<AuditRecord, 'userId'> & {
  userId?: string | undefined | (() => Promise<string | undefined>);
};

/**
 * What happened, to whom, from where: rows that are only ever appended, each linked to the one before. No row ever holds a
 * name, an address, a password, a token or anything of a face.
 */
@Injectable()
export class AuditTrail implements OnApplicationShutdown {
  private readonly logger = new Logger(AuditTrail.name);
  private readonly waiting: (LateAuditRecord & Pick<NewAuditEvent, 'at' | 'origin'>)[] = [];
  private writing: Promise<void> | undefined;

  constructor(
    private readonly events: AuditEventsRepository,
    private readonly transactions: Transactions,
    private readonly anchor: AuditAnchor,
  ) {}

  /** With the change that it tells of, or not at all. To be the last thing in the transaction. */
  async append(transaction: Transaction, ...records: AuditRecord[]): Promise<void> {
    const stamp = stampOfNow();
    await this.events.append(
      transaction,
      records.map((record) => ({ ...record, ...stamp })),
    );
    this.anchor.soon();
  }

  /**
   * The account of a subject goes: from here on its events lead to nobody, nor tell from where. To be the last thing in the
   * transaction. @returns how many events told from where
   */
  async forget(
    transaction: Transaction,
    subject: string,
    record: Pick<NewAuditEvent, 'actor' | 'detail'>,
  ): Promise<number> {
    const count = await this.events.forgetOrigins(transaction, subject);
    await this.events.append(transaction, [{ ...record, action: 'account-erased', subject, at: new Date() }]);
    this.anchor.soon();
    return count;
  }

  /**
   * Behind the answer, which must not tell by the time it takes whether there was an account to write about. What cannot be
   * written is in the log.
   */
  record(record: LateAuditRecord): void {
    const event = { ...record, ...stampOfNow() };
    if (this.waiting.length >= MAX_WAITING) return this.lost(event, `${MAX_WAITING} others wait`);
    this.waiting.push(event);
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  /** Once all that this process recorded before is written. */
  async settled(): Promise<void> {
    await this.writing;
  }

  /** When no request is left that could record anything, and the database is still there. */
  async onApplicationShutdown(): Promise<void> {
    await partEnds('writing the audit trail', this.settled());
    for (const event of this.waiting.splice(0)) this.lost(event, 'the server ends');
    await partEnds('anchoring the audit trail', this.anchor.close());
  }

  private async writeAll(): Promise<void> {
    // So that what is recorded in the same moment goes in one transaction.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        const events = await Promise.all(batch.map(withUserId));
        await this.transactions.run((transaction) => this.events.append(transaction, events.flat()));
        this.anchor.soon();
      } catch (error) {
        for (const event of batch) this.lost(event, error);
      }
    }
  }

  private lost({ action, reason, method, userId, at }: LateAuditRecord & { at: Date }, cause: unknown): void {
    const what = `${action} ${reason ?? 'success'}${method ? ` by ${method}` : ''}`;
    const whose = typeof userId === 'string' ? ` of ${userId}` : '';
    this.logger.error(`Not in the audit trail: ${what}${whose} at ${at.toISOString()}`, cause);
  }
}

function stampOfNow(): Pick<NewAuditEvent, 'at' | 'origin'> {
  const origin = currentCallOrigin();
  return { at: new Date(), ...(origin && { origin }) };
}

/** Nothing when it is looked up and nobody is found. */
async function withUserId({
  userId,
  ...event
}: LateAuditRecord & Pick<NewAuditEvent, 'at' | 'origin'>): Promise<NewAuditEvent[]> {
  if (typeof userId !== 'function') return [{ ...event, ...(userId !== undefined && { userId }) }];
  const found = await userId();
  return found === undefined ? [] : [{ ...event, userId: found }];
}
