import type { AuditAction, SignInOutcome } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';

/** Where a page ends: at an event that was seen, or at a time. */
export type PageEnd = { id: string } | { at: Date };

export interface OwnEventsQuery {
  subject: string;
  /** All when left out. */
  actions?: readonly AuditAction[];
  before?: PageEnd;
  limit: number;
}

export interface AuditFilter {
  action?: AuditAction;
  outcome?: SignInOutcome;
  subject?: string;
  /** From this time on. */
  from?: Date;
  /** Before this time. */
  to?: Date;
}

/** The trail, read. */
@Injectable()
export class AuditPagesRepository {
  constructor(@InjectRepository(AuditEventEntity) private readonly events: Repository<AuditEventEntity>) {}

  /** Of one account, newest first; none before another person's event. */
  async ownPage({ subject, actions, before, limit }: OwnEventsQuery): Promise<AuditEventEntity[]> {
    const query = this.events.createQueryBuilder('event').where('event.subject = :subject', { subject });
    if (actions) query.andWhere('event.action IN (:...actions)', { actions });
    if (before && 'at' in before) query.andWhere('event.at < :at', before);
    if (before && 'id' in before)
      query.andWhere(
        '(event.at, event.seq) < (SELECT at, seq FROM audit_events WHERE id = :id AND subject = :subject)',
        before,
      );
    return query.orderBy('event.at', 'DESC').addOrderBy('event.seq', 'DESC').limit(limit).getMany();
  }

  /** Newest in the chain first, before the row `before`. */
  async page(filter: AuditFilter, limit: number, before?: number): Promise<AuditEventEntity[]> {
    const query = this.filtered(filter).orderBy('event.seq', 'DESC').limit(limit);
    if (before !== undefined) query.andWhere('event.seq < :before', { before });
    return query.getMany();
  }

  /** Oldest in the chain first, a page at a time. */
  async *all(filter: AuditFilter, pageSize = 500): AsyncGenerator<AuditEventEntity[]> {
    for (let after = 0; ;) {
      const query = this.filtered(filter).andWhere('event.seq > :after', { after });
      const page = await query.orderBy('event.seq').limit(pageSize).getMany();
      yield page;
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.seq;
    }
  }

  /** By `audit_subject`. */
  async usernames(subjects: readonly string[]): Promise<Map<string, string>> {
    const select = { auditSubject: true, username: true };
    const where = { auditSubject: In([...new Set(subjects)]) };
    const users = await this.events.manager.find(UserEntity, { select, where });
    return new Map(users.map(({ auditSubject, username }) => [auditSubject, username]));
  }

  private filtered({ action, outcome, subject, from, to }: AuditFilter) {
    const query = this.events.createQueryBuilder('event').where('TRUE');
    if (action) query.andWhere('event.action = :action', { action });
    if (outcome) query.andWhere('event.outcome = :outcome', { outcome });
    if (subject) query.andWhere('event.subject = :subject', { subject });
    if (from) query.andWhere('event.at >= :from', { from });
    if (to) query.andWhere('event.at < :to', { to });
    return query;
  }
}
