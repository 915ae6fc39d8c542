import type { AuditEvent, AuditPage } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditPagesRepository, type AuditFilter } from './audit-pages.repository.js';
import { AuditTrail } from './audit-trail.js';
import { auditEvent } from './shown-events.js';

/** The trail as operators see it. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly trail: AuditTrail,
    private readonly pages: AuditPagesRepository,
  ) {}

  async page(filter: AuditFilter, limit: number, before?: number): Promise<AuditPage> {
    await this.trail.settled();
    const rows = await this.pages.page(filter, limit + 1, before);
    const names = await this.pages.usernames(rows.flatMap(({ subject }) => subject ?? []));
    const events = rows.slice(0, limit).map((row) => {
      const username = row.subject ? names.get(row.subject) : undefined;
      return { ...auditEvent(row), ...(username !== undefined && { username }) };
    });
    const last = rows.length > limit ? events.at(-1) : undefined;
    return { events, ...(last && { next: last.seq }) };
  }

  /** All of it, oldest first, without names. */
  async *events(filter: AuditFilter = {}): AsyncGenerator<AuditEvent> {
    await this.trail.settled();
    for await (const page of this.pages.all(filter)) yield* page.map(auditEvent);
  }
}
