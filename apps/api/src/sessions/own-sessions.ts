import type { SessionSummary } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { AuditTrail } from '../audit/audit-trail.js';
import { deviceName } from '../common/http/device-name.js';
import { ProblemError } from '../common/problem-error.js';
import { Transactions } from '../database/transactions.js';
import type { SessionEntity } from './session.entity.js';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';

/** The sessions of one person, as they see them. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly service: SessionsService,
    private readonly limits: SessionLimits,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Where this person is signed in, used last first. */
  async alive(userId: string, current: string): Promise<SessionSummary[]> {
    const sessions = await this.sessions.ofUser(userId);
    return sessions
      .filter((session) => this.isAlive(session))
      .toSorted((one, other) => other.lastUsedAt.getTime() - one.lastUsedAt.getTime())
      .map((session) => ({ ...summary(session), current: session.id === current }));
  }

  /** Every session of this person that is still known, ended ones too. */
  async all(userId: string): Promise<object[]> {
    const sessions = await this.sessions.ofUser(userId);
    return sessions.map((session) => {
      const { amr, authenticatedAt, secondFactorAt, expiresAt, revokedAt } = session;
      return {
        ...summary(session),
        amr,
        authenticatedAt: authenticatedAt.toISOString(),
        secondFactorAt: secondFactorAt?.toISOString() ?? null,
        expiresAt: expiresAt.toISOString(),
        endedAt: revokedAt?.toISOString() ?? null,
      };
    });
  }

  /** @throws ProblemError `NOT_FOUND`, also for another person's */
  async end(userId: string, sessionId: string): Promise<void> {
    const session = isUUID(sessionId) ? await this.sessions.find(sessionId) : null;
    if (session?.userId !== userId || !this.isAlive(session)) throw noSuchSession();
    await this.transactions.run(async (transaction) => {
      if (!(await this.sessions.revoke(sessionId, transaction))) throw noSuchSession();
      await this.audit.append(transaction, { action: 'session-ended', actor: 'self', userId, detail: '1' });
    });
  }

  /** All but one. */
  async endOthers(userId: string, kept: string): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const count = await this.service.endOthers(userId, kept, transaction);
      if (count === 0) return;
      await this.audit.append(transaction, { action: 'session-ended', actor: 'self', userId, detail: String(count) });
    });
  }

  private isAlive(session: SessionEntity): boolean {
    return this.limits.stateOf(session) === 'alive';
  }
}

function noSuchSession(): ProblemError {
  return new ProblemError('NOT_FOUND', 'None of your sessions has this id.');
}

function summary({ id, method, createdAt, lastUsedAt, userAgent }: SessionEntity): Omit<SessionSummary, 'current'> {
  const device = deviceName(userAgent);
  return {
    id,
    method,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    ...(device && { device }),
    ...(userAgent && { userAgent }),
  };
}
