import { randomUUID } from 'node:crypto';
import type { AccessGrant, ErrorCode, SessionSummary, SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { ProblemError } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import type { UserEntity } from '../users/user.entity.js';
import { ACCESS_TOKEN_SECONDS, type AccessClaims, AccessTokens, tokenProblem } from './access-tokens.js';
import { deviceName } from './device-name.js';
import { newRefreshToken, refreshTokenHash } from './refresh-secret.js';
import { NewDeviceNotice } from './new-device-notice.js';
import type { SessionEntity } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignInHistory } from './sign-in-history.js';

export const SESSION_DAYS = 30;
const SESSION_MS = SESSION_DAYS * 24 * 60 * 60 * 1000;
const USER_AGENT_MAX_LENGTH = 256;

/** What a person who signed in is handed: the token pair of one session. */
export interface Grant extends AccessGrant {
  refreshToken: string;
  user: UserEntity;
  method: SignInMethod;
}

type Refreshed = { outcome: 'refreshed'; grant: Grant } | { outcome: 'unknown' | 'reused' | 'revoked' | 'expired' };

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly accessTokens: AccessTokens,
    private readonly transactions: Transactions,
    private readonly history: SignInHistory,
    private readonly newDevices: NewDeviceNotice,
  ) {}

  /** A new session. */
  begin(user: UserEntity, method: SignInMethod, userAgent: string | undefined): Promise<Grant> {
    const known = async (transaction: Transaction): Promise<UserEntity> => {
      await this.newDevices.tell(transaction, user, keptUserAgent(userAgent));
      return user;
    };
    return this.beginFirst(known, method, userAgent);
  }

  /** The first session of an account that `create` makes in the same transaction. @throws whatever `create` throws */
  async beginFirst(
    create: (transaction: Transaction) => Promise<UserEntity>,
    method: SignInMethod,
    userAgent: string | undefined,
  ): Promise<Grant> {
    const device = keptUserAgent(userAgent);
    const grant = await this.transactions.run(async (transaction) =>
      this.open(transaction, await create(transaction), method, device),
    );
    this.history.record({ userId: grant.user.id, method, userAgent: device });
    return grant;
  }

  /** Somebody tried to get into this account, and was turned away. */
  refused(userId: string, method: SignInMethod, reason: ErrorCode, userAgent: string | undefined): void {
    this.history.record({ userId, method, reason, userAgent: keptUserAgent(userAgent) });
  }

  private async open(
    transaction: Transaction,
    user: UserEntity,
    method: SignInMethod,
    userAgent: string | null,
  ): Promise<Grant> {
    const now = new Date();
    const id = randomUUID();
    await this.sessions.insert(transaction, {
      id,
      userId: user.id,
      method,
      userAgent,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    });
    return this.grant(transaction, { id, user, method, createdAt: now });
  }

  /**
   * A new token pair for a refresh token, which is spent by it. A spent token that comes back was copied: the session
   * ends, whoever holds its newest token.
   * @throws ProblemError `UNAUTHENTICATED`, `SESSION_REVOKED` or `TOKEN_EXPIRED`
   */
  async refresh(refreshToken: string): Promise<Grant> {
    const hash = refreshTokenHash(refreshToken);
    const refreshed = await this.transactions.run((transaction) => this.rotate(transaction, hash));
    switch (refreshed.outcome) {
      case 'refreshed':
        return refreshed.grant;
      case 'unknown':
        throw new ProblemError('UNAUTHENTICATED', 'Please log in.');
      case 'expired':
        throw new ProblemError('TOKEN_EXPIRED', 'The session has expired. Please log in again.');
      default:
        throw sessionRevoked();
    }
  }

  /**
   * The living session of an access token, with its user.
   * @throws ProblemError `SESSION_REVOKED`, `TOKEN_EXPIRED`, or `UNAUTHENTICATED` when it is somebody else's
   */
  async demandAlive({ sid, sub }: Pick<AccessClaims, 'sid' | 'sub'>): Promise<SessionEntity> {
    const session = await this.sessions.find(sid);
    if (!session || session.revokedAt) throw sessionRevoked();
    if (session.userId !== sub) throw tokenProblem();
    if (session.expiresAt.getTime() <= Date.now())
      throw new ProblemError('TOKEN_EXPIRED', 'The session has expired. Please log in again.');
    return session;
  }

  /** Where this person is signed in, used last first. */
  async list(userId: string, current: string): Promise<SessionSummary[]> {
    const sessions = await this.sessions.alive(userId);
    return sessions.map((session) => ({ ...summary(session), current: session.id === current }));
  }

  /** Every session that this person ever had, for their eyes. */
  async listAll(userId: string): Promise<object[]> {
    const sessions = await this.sessions.all(userId);
    return sessions.map((session) => {
      const { expiresAt, revokedAt } = session;
      return { ...summary(session), expiresAt: expiresAt.toISOString(), endedAt: revokedAt?.toISOString() ?? null };
    });
  }

  /** @throws ProblemError `NOT_FOUND`, also for another person's */
  async endOwn(userId: string, sessionId: string): Promise<void> {
    if (isUUID(sessionId) && (await this.sessions.revokeOwn(userId, sessionId))) return;
    throw new ProblemError('NOT_FOUND', 'None of your sessions has this id.');
  }

  endOthers(userId: string, kept: string, transaction?: Transaction): Promise<void> {
    return this.sessions.revokeOthers(userId, kept, transaction);
  }

  endAll(userId: string, transaction: Transaction): Promise<void> {
    return this.sessions.revokeAll(userId, transaction);
  }

  end(sessionId: string): Promise<void> {
    return this.sessions.revoke(sessionId);
  }

  /** Ends the session of a refresh token, spent or not. */
  async endByRefreshToken(refreshToken: string): Promise<void> {
    const sessionId = await this.sessions.sessionIdOfToken(refreshTokenHash(refreshToken));
    if (sessionId) await this.sessions.revoke(sessionId);
  }

  /** Returns instead of throwing what ends a session, so that ending it is committed. */
  private async rotate(transaction: Transaction, hash: string): Promise<Refreshed> {
    const fresh = await this.sessions.useToken(transaction, hash);
    const sessionId = await this.sessions.sessionIdOfToken(hash, transaction);
    if (!sessionId) return { outcome: 'unknown' };
    if (!fresh) {
      await this.sessions.revoke(sessionId, transaction);
      return { outcome: 'reused' };
    }
    const session = await this.sessions.find(sessionId, transaction);
    if (!session || session.revokedAt) return { outcome: 'revoked' };
    if (session.expiresAt.getTime() <= Date.now()) return { outcome: 'expired' };
    await this.sessions.touch(transaction, sessionId);
    return { outcome: 'refreshed', grant: await this.grant(transaction, session) };
  }

  private async grant(
    transaction: Transaction,
    { id, user, method, createdAt }: Pick<SessionEntity, 'id' | 'user' | 'method' | 'createdAt'>,
  ): Promise<Grant> {
    const refreshToken = newRefreshToken();
    await this.sessions.insertToken(transaction, id, refreshTokenHash(refreshToken));
    const accessToken = await this.accessTokens.issue(user.id, id, method, createdAt);
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, refreshToken, user, method };
  }
}

function keptUserAgent(userAgent: string | undefined): string | null {
  return userAgent?.slice(0, USER_AGENT_MAX_LENGTH) ?? null;
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

function sessionRevoked(): ProblemError {
  return new ProblemError('SESSION_REVOKED', 'This session was ended. Please log in again.');
}
