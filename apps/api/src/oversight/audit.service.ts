import type { AuditEvent, AuditPage } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditReader } from '../audit/audit-reader.js';
import type { AuditFilter } from '../audit/audit-pages.repository.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { ProblemError } from '../common/problem-error.js';
import { Accounts } from '../users/accounts.js';
import type { AuditQuery } from './audit-query.js';

/** What operators read of the trail. That they read it is in the trail as well: each page and each download. */
@Injectable()
export class AuditService {
  constructor(
    private readonly reader: AuditReader,
    private readonly trail: AuditTrail,
    private readonly accounts: Accounts,
  ) {}

  /** @throws ProblemError `VALIDATION_FAILED` when nobody has the name */
  async page(operatorId: string, query: AuditQuery): Promise<AuditPage> {
    try {
      return await this.reader.page(await this.filterOf(query), query.limit, query.before);
    } finally {
      // That nobody has a name is an answer, too.
      this.recordReading(operatorId, query.before === undefined ? 'page' : `page before ${query.before}`);
    }
  }

  /** Oldest first, without names. @throws ProblemError `VALIDATION_FAILED` when nobody has the name */
  async lines(operatorId: string, query: AuditQuery): Promise<AsyncIterable<AuditEvent>> {
    this.recordReading(operatorId, 'lines');
    return this.reader.events(await this.filterOf(query));
  }

  private recordReading(userId: string, detail: string): void {
    this.trail.record({ action: 'audit-read', actor: 'self', userId, detail });
  }

  private async filterOf({ filter, user }: AuditQuery): Promise<AuditFilter> {
    if (user === undefined) return filter;
    const found = await this.accounts.findByName(user);
    if (found) return { ...filter, subject: found.auditSubject };
    const detail = 'Nobody has this username or e-mail address.';
    throw new ProblemError('VALIDATION_FAILED', detail, { errors: [{ field: 'user', code: 'exists', detail }] });
  }
}
