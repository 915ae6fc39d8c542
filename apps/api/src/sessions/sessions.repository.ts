import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type FindOptionsWhere, IsNull, MoreThan, Not, Repository } from 'typeorm';
import { latestEnd } from '../common/life.js';
import type { Transaction } from '../database/transactions.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

export type NewSession = Omit<SessionEntity, 'user' | 'createdAt' | 'lastUsedAt' | 'revokedAt'>;

@Injectable()
export class SessionsRepository {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(RefreshTokenEntity) private readonly tokens: Repository<RefreshTokenEntity>,
  ) {}

  async insert(transaction: Transaction, session: NewSession): Promise<void> {
    await transaction.insert(SessionEntity, session);
  }

  async insertToken(transaction: Transaction, sessionId: string, hash: string): Promise<void> {
    await transaction.insert(RefreshTokenEntity, { hash, sessionId });
  }

  /** Marks the token used. False when it is unknown or was used before; of two callers at once, one gets true. */
  async useToken(transaction: Transaction, hash: string): Promise<boolean> {
    const result = await transaction.update(RefreshTokenEntity, { hash, usedAt: IsNull() }, { usedAt: new Date() });
    return result.affected === 1;
  }

  /** As if the token `given` had never been handed out for `spent`. False when it has been used since. */
  async takeBack(transaction: Transaction, spent: string, given: string): Promise<boolean> {
    const { affected } = await transaction.delete(RefreshTokenEntity, { hash: given, usedAt: IsNull() });
    if (affected !== 1) return false;
    await transaction.update(RefreshTokenEntity, { hash: spent }, { usedAt: null });
    return true;
  }

  findToken(hash: string, transaction?: Transaction): Promise<RefreshTokenEntity | null> {
    const tokens = transaction?.getRepository(RefreshTokenEntity) ?? this.tokens;
    return tokens.findOneBy({ hash });
  }

  /** With its user. */
  find(id: string, transaction?: Transaction): Promise<SessionEntity | null> {
    const sessions = transaction?.getRepository(SessionEntity) ?? this.sessions;
    return sessions.findOne({ where: { id }, relations: { user: true } });
  }

  /** Newest first. */
  ofUser(userId: string): Promise<SessionEntity[]> {
    return this.sessions.find({ where: { userId }, order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /** Each once. */
  async userAgents(transaction: Transaction, userId: string): Promise<(string | null)[]> {
    const rows = await transaction.query<{ agent: string | null }[]>(
      'SELECT DISTINCT user_agent AS agent FROM sessions WHERE user_id = $1',
      [userId],
    );
    return rows.map(({ agent }) => agent);
  }

  async touch(transaction: Transaction, id: string): Promise<void> {
    await transaction.update(SessionEntity, { id }, { lastUsedAt: new Date() });
  }

  /** Ends the session at once. False when it had ended before; of two callers at once, one gets true. */
  async revoke(id: string, transaction?: Transaction): Promise<boolean> {
    const sessions = transaction?.getRepository(SessionEntity) ?? this.sessions;
    const { affected } = await sessions.update({ id, revokedAt: IsNull() }, { revokedAt: new Date() });
    return affected === 1;
  }

  /** All of the user's sessions but one. @returns how many */
  revokeOthers(userId: string, kept: string, transaction: Transaction): Promise<number> {
    return revokeWhere({ userId, id: Not(kept) }, transaction);
  }

  /** @returns how many */
  revokeAll(userId: string, transaction: Transaction): Promise<number> {
    return revokeWhere({ userId }, transaction);
  }

  /** @returns how many */
  revokeEverybodys(transaction: Transaction): Promise<number> {
    return revokeWhere({}, transaction);
  }

  /**
   * What was written before the clock was set back: as if it were of now, so that no session outlives its limits by as much as the
   * clock was wrong.
   */
  async moveFromLater(nowMs: number, absoluteMs: number): Promise<void> {
    const [slack, now, end] = [new Date(latestEnd(0, nowMs)), new Date(nowMs), new Date(nowMs + absoluteMs)];
    await this.sessions.update({ lastUsedAt: MoreThan(slack) }, { lastUsedAt: now });
    await this.sessions.update({ expiresAt: MoreThan(new Date(latestEnd(absoluteMs, nowMs))) }, { expiresAt: end });
  }

  /**
   * With their refresh tokens; when each account was used last stays known.
   * @param dryRun only counts
   * @returns how many
   */
  async remove(
    { endedBefore, unusedSince }: { endedBefore: Date; unusedSince: Date },
    dryRun: boolean,
  ): Promise<number> {
    const over = '(revoked_at < $1 OR expires_at < $1 OR last_used_at < $2)';
    const parameters = [endedBefore, unusedSince];
    if (dryRun) {
      const sql = `SELECT count(*) AS count FROM sessions WHERE ${over}`;
      const [row] = await this.sessions.query<{ count: string }[]>(sql, parameters);
      return Number(row?.count);
    }
    const [removed] = await this.sessions.query<[{ count: string }[], number]>(
      `WITH removed AS (DELETE FROM sessions WHERE ${over} RETURNING user_id, last_used_at),
       seen AS (SELECT user_id, max(last_used_at) AS at, count(*) AS count FROM removed GROUP BY user_id)
       UPDATE users SET last_seen_at = GREATEST(last_seen_at, seen.at) FROM seen WHERE users.id = seen.user_id
       RETURNING seen.count`,
      parameters,
    );
    return removed.reduce((sum, { count }) => sum + Number(count), 0);
  }
}

async function revokeWhere(sessions: FindOptionsWhere<SessionEntity>, transaction: Transaction): Promise<number> {
  const open = { ...sessions, revokedAt: IsNull() };
  const { affected } = await transaction.update(SessionEntity, open, { revokedAt: new Date() });
  return affected ?? 0;
}
