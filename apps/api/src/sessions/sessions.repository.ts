import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, MoreThan, Not, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

export type NewSession = Pick<SessionEntity, 'id' | 'userId' | 'method' | 'userAgent' | 'expiresAt'>;

const alive = () => ({ revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });

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

  async sessionIdOfToken(hash: string, transaction?: Transaction): Promise<string | undefined> {
    const tokens = transaction?.getRepository(RefreshTokenEntity) ?? this.tokens;
    const token = await tokens.findOneBy({ hash });
    return token?.sessionId;
  }

  /** With its user. */
  find(id: string, transaction?: Transaction): Promise<SessionEntity | null> {
    const sessions = transaction?.getRepository(SessionEntity) ?? this.sessions;
    return sessions.findOne({ where: { id }, relations: { user: true } });
  }

  /** Used last first. */
  alive(userId: string): Promise<SessionEntity[]> {
    return this.sessions.find({ where: { userId, ...alive() }, order: { lastUsedAt: 'DESC', id: 'ASC' } });
  }

  all(userId: string): Promise<SessionEntity[]> {
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

  /** Ends the session at once; ending it again changes nothing. */
  async revoke(id: string, transaction?: Transaction): Promise<void> {
    const sessions = transaction?.getRepository(SessionEntity) ?? this.sessions;
    await sessions.update({ id, revokedAt: IsNull() }, { revokedAt: new Date() });
  }

  /** False unless it is a living session of this user. */
  async revokeOwn(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.sessions.update({ id, userId, ...alive() }, { revokedAt: new Date() });
    return affected === 1;
  }

  /** All of the user's sessions but one. */
  async revokeOthers(userId: string, kept: string, transaction?: Transaction): Promise<void> {
    const sessions = transaction?.getRepository(SessionEntity) ?? this.sessions;
    await sessions.update({ userId, id: Not(kept), revokedAt: IsNull() }, { revokedAt: new Date() });
  }

  async revokeAll(userId: string, transaction: Transaction): Promise<void> {
    await transaction.update(SessionEntity, { userId, revokedAt: IsNull() }, { revokedAt: new Date() });
  }
}
