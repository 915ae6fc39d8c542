import {
  type AccountEvent,
  type AccountEventPage,
  ACTIVITY_MAX_LIMIT,
  type ActivityPage,
  type AuditAction,
  type SignInEvent,
} from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../users/accounts.js';
import type { AuditEventEntity } from './audit-event.entity.js';
import { AuditPagesRepository, type PageEnd } from './audit-pages.repository.js';
import { AuditTrail } from './audit-trail.js';
import { accountEvent } from './shown-events.js';

/** Of all events, those that are of signing in. */
const SIGN_INS: readonly AuditAction[] = ['sign-up', 'sign-in'];

/** What a person sees of the audit trail: their own. With all that this process recorded before. */
@Injectable()
export class OwnEvents {
  constructor(
    private readonly trail: AuditTrail,
    private readonly pages: AuditPagesRepository,
    private readonly accounts: Accounts,
  ) {}

  /** Sign-ins, and attempts. @throws ProblemError `SESSION_REVOKED` */
  async signIns(userId: string, limit: number, before?: PageEnd): Promise<ActivityPage> {
    const { rows, next } = await this.page(userId, limit, before, SIGN_INS);
    return { events: rows.flatMap(signInEvent), ...(next && { next }) };
  }

  /** Everything. @throws ProblemError `SESSION_REVOKED` */
  async everything(userId: string, limit: number, before?: PageEnd): Promise<AccountEventPage> {
    const { rows, next } = await this.page(userId, limit, before);
    return { events: rows.map(accountEvent), ...(next && { next }) };
  }

  /** Everything, newest first, a page at a time. */
  async *inPages(userId: string): AsyncGenerator<AccountEvent[]> {
    for (let before: PageEnd | undefined; ;) {
      const { events, next } = await this.everything(userId, ACTIVITY_MAX_LIMIT, before);
      yield events;
      if (!next) return;
      before = { id: next };
    }
  }

  private async page(
    userId: string,
    limit: number,
    before?: PageEnd,
    actions?: readonly AuditAction[],
  ): Promise<{ rows: AuditEventEntity[]; next?: string }> {
    await this.trail.settled();
    const { auditSubject: subject } = await this.accounts.demand(userId);
    const found = await this.pages.ownPage({
      subject,
      limit: limit + 1,
      ...(actions && { actions }),
      ...(before && { before }),
    });
    const last = found.length > limit ? found[limit - 1] : undefined;
    return { rows: found.slice(0, limit), ...(last && { next: last.id }) };
  }
}

/** Each of them was by some method. */
function signInEvent(row: AuditEventEntity): SignInEvent[] {
  const { id, time, method, outcome, reason, device } = accountEvent(row);
  return method ? [{ id, time, method, outcome, ...(reason && { reason }), ...(device && { device }) }] : [];
}
