import { randomUUID } from 'node:crypto';
import type { AccessGrant, ErrorCode, SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuditTrail, type LateAuditRecord } from '../audit/audit-trail.js';
import { newSecretToken, secretTokenHash } from '../common/crypto/secret-token.js';
import { ProblemError } from '../common/problem-error.js';
import { type Transaction, Transactions } from '../database/transactions.js';
import { ACCESS_TOKEN } from '../tokens/token-kinds.js';
import { faceLogInOf } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';
import { type AccessClaims, AccessTokens, tokenProblem } from './access-tokens.js';
import {
  type AuthenticationMethod,
  METHODS_OF_SIGN_IN,
  showsSecondFactor,
  together,
} from './authentication-methods.js';
import { NewDeviceNotice } from './new-device-notice.js';
import type { SessionEntity } from './session.entity.js';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';
import { UndeliveredRefreshes } from './undelivered-refreshes.js';

const USER_AGENT_MAX_LENGTH = 256;
/** Two tabs that send one token at once are honest; past this the second was copied. */
const SAME_MOMENT_MS = 10_000;
const REFRESH_AGAIN_SECONDS = 1;

/** What a person who signed in is handed: the token pair of one session. */
export interface Grant extends AccessGrant {
  refreshToken: string;
  user: UserEntity;
  method: SignInMethod;
}

type Refreshed =
  { outcome: 'refreshed'; grant: Grant } | { outcome: 'unknown' | 'same-moment' | 'reused' | 'revoked' | 'expired' };

/** What a new session is made of. */
interface Beginning extends Pick<SessionEntity, 'user' | 'method' | 'userAgent'> {
  /** Just now. */
  shown: readonly AuthenticationMethod[];
  /** The session that it takes the place of. */
  before?: SessionEntity;
}

/** Of a new session, besides the way in. */
export interface SessionTerms {
  /** What was shown besides. */
  shown?: readonly AuthenticationMethod[];
  /** What else must still hold, asked while nobody can change the account. */
  demand?: (transaction: Transaction) => Promise<void>;
  /** For the audit trail. */
  detail?: string;
}

/** The life of a session, from a log-in to its end. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly limits: SessionLimits,
    private readonly accessTokens: AccessTokens,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly newDevices: NewDeviceNotice,
    private readonly undelivered: UndeliveredRefreshes,
  ) {}

  /**
   * A new session.
   * @param user as the proof was checked against
   * @throws ProblemError `NOT_READY` when the account is another by now: the next try meets it as it is. And whatever `demand` throws
   */
  async begin(
    user: UserEntity,
    method: SignInMethod,
    userAgent: string | undefined,
    { shown = [], demand, detail }: SessionTerms = {},
  ): Promise<Grant> {
    const device = keptUserAgent(userAgent);
    const grant = await this.transactions.run(async (transaction) => {
      await this.holdUnchanged(transaction, user, method);
      await demand?.(transaction);
      await this.newDevices.tell(transaction, user, device);
      const all = together(METHODS_OF_SIGN_IN[method], shown);
      return this.open(transaction, { user, method, shown: all, userAgent: device });
    });
    this.audit.record({ action: 'sign-in', actor: 'self', userId: user.id, method, ...(detail && { detail }) });
    return grant;
  }

  /**
   * Holds the account until the transaction ends, if what was shown of it still holds.
   * @throws ProblemError `NOT_READY`
   */
  async holdUnchanged(transaction: Transaction, user: UserEntity, method: SignInMethod): Promise<void> {
    const now = await this.users.lock(transaction, user.id);
    if (!now || (method === 'password' && now.passwordHash !== user.passwordHash)) throw accountChanging();
    if (method === 'face' && faceLogInOf(now.facialData) !== 'on') throw accountChanging();
  }

  /** The first session of an account that `create` makes in the same transaction. @throws whatever `create` throws */
  async beginFirst(
    create: (transaction: Transaction) => Promise<UserEntity>,
    method: SignInMethod,
    userAgent: string | undefined,
  ): Promise<Grant> {
    const device = keptUserAgent(userAgent);
    return this.transactions.run(async (transaction) => {
      const user = await create(transaction);
      const shown = METHODS_OF_SIGN_IN[method];
      const grant = await this.open(transaction, { user, method, shown, userAgent: device });
      await this.audit.append(transaction, { action: 'sign-up', actor: 'self', userId: user.id, method });
      return grant;
    });
  }

  /** Somebody tried to get into this account, or one that there is not, and was turned away. `detail` is for the audit trail. */
  refused(userId: LateAuditRecord['userId'], method: SignInMethod, reason: ErrorCode, detail?: string): void {
    this.audit.record({ action: 'sign-in', actor: 'unknown', userId, method, reason, ...(detail && { detail }) });
  }

  /**
   * The person signed in proved once more to be who they are: another session takes the place of theirs, so that whoever
   * holds a token of the old one has nothing of it.
   * @param signal fires when the caller goes before the answer is sent: then the old session goes on
   * @throws ProblemError `SESSION_REVOKED`, also for all but one that do so at once
   */
  stepUp(sessionId: string, shown: readonly AuthenticationMethod[], signal: AbortSignal): Promise<Grant> {
    return this.transactions.run(async (transaction) => {
      const grant = await this.stepUpWith(transaction, sessionId, shown);
      signal.throwIfAborted();
      return grant;
    });
  }

  /** As {@link stepUp}, along with what else the transaction does. */
  async stepUpWith(
    transaction: Transaction,
    sessionId: string,
    shown: readonly AuthenticationMethod[],
  ): Promise<Grant> {
    const before = await this.sessions.find(sessionId, transaction);
    // Whoever ends all sessions of the account must see the new one, or end the old one first.
    if (!before || !(await this.users.lock(transaction, before.userId))) throw sessionRevoked();
    if (!(await this.sessions.revoke(sessionId, transaction))) throw sessionRevoked();
    const { user, userId, method, userAgent } = before;
    const grant = await this.open(transaction, { user, method, userAgent, shown, before });
    await this.audit.append(transaction, { action: 'step-up', actor: 'self', userId, detail: shown.join(' ') });
    return grant;
  }

  /**
   * A new token pair for a refresh token, which is spent by it. A spent token that comes back was copied: the session
   * ends, whoever holds its newest token.
   * @param signal fires when the caller goes before the answer is sent: then the old token is good as before
   * @throws ProblemError `UNAUTHENTICATED`, `SESSION_REVOKED`, `TOKEN_EXPIRED`, or `REFRESH_CONFLICT` when the token was
   * spent a moment ago: nothing is given for it, and nothing ends
   */
  async refresh(refreshToken: string, signal: AbortSignal): Promise<Grant> {
    const hash = secretTokenHash(refreshToken);
    const refreshed = await this.transactions.run((transaction) => this.rotate(transaction, hash, signal));
    switch (refreshed.outcome) {
      case 'refreshed':
        this.undelivered.takeBackUnlessSent(hash, secretTokenHash(refreshed.grant.refreshToken), signal);
        return refreshed.grant;
      case 'unknown':
        throw new ProblemError('UNAUTHENTICATED', 'Please log in.');
      case 'expired':
        throw sessionExpired();
      case 'same-moment':
        throw new ProblemError('REFRESH_CONFLICT', 'Another tab is refreshing this session. Try again in a moment.', {
          retryAfterSeconds: REFRESH_AGAIN_SECONDS,
        });
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
    const state = session ? this.limits.stateOf(session) : 'revoked';
    if (!session || state === 'revoked') throw sessionRevoked();
    if (session.userId !== sub) throw tokenProblem();
    if (state === 'expired') throw sessionExpired();
    return session;
  }

  async endOthers(userId: string, kept: string, transaction: Transaction): Promise<number> {
    await this.users.lock(transaction, userId);
    return this.sessions.revokeOthers(userId, kept, transaction);
  }

  /** @returns how many */
  async endAll(userId: string, transaction: Transaction): Promise<number> {
    await this.users.lock(transaction, userId);
    return this.sessions.revokeAll(userId, transaction);
  }

  /** @returns how many */
  async endEverybodys(transaction: Transaction): Promise<number> {
    await this.users.lockAll(transaction);
    return this.sessions.revokeEverybodys(transaction);
  }

  /** The person of the session logs out. */
  async end(sessionId: string): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const session = await this.sessions.find(sessionId, transaction);
      if (!session || !(await this.sessions.revoke(sessionId, transaction))) return;
      await this.audit.append(transaction, { action: 'sign-out', actor: 'self', userId: session.userId });
    });
  }

  /** Ends the session of a refresh token, spent or not. */
  async endByRefreshToken(refreshToken: string): Promise<void> {
    const token = await this.sessions.findToken(secretTokenHash(refreshToken));
    if (token) await this.end(token.sessionId);
  }

  /** Returns instead of throwing what ends a session, so that ending it is committed. */
  private async rotate(transaction: Transaction, hash: string, signal: AbortSignal): Promise<Refreshed> {
    const fresh = await this.sessions.useToken(transaction, hash);
    const token = await this.sessions.findToken(hash, transaction);
    const session = token && (await this.sessions.find(token.sessionId, transaction));
    if (!session) return { outcome: 'unknown' };
    const state = this.limits.stateOf(session);
    if (!fresh && state === 'alive' && token.usedAt && isSameMoment(token.usedAt)) return { outcome: 'same-moment' };
    if (!fresh) {
      if (await this.sessions.revoke(session.id, transaction))
        await this.audit.append(transaction, { action: 'refresh-reused', actor: 'unknown', userId: session.userId });
      return { outcome: 'reused' };
    }
    if (state !== 'alive') return { outcome: state };
    await this.sessions.touch(transaction, session.id);
    const grant = await this.grant(transaction, session);
    signal.throwIfAborted();
    return { outcome: 'refreshed', grant };
  }

  private async open(transaction: Transaction, beginning: Beginning): Promise<Grant> {
    const { user, method, userAgent, shown, before } = beginning;
    const now = new Date();
    const amr = together(before?.amr ?? [], shown);
    const session = {
      id: randomUUID(),
      userId: user.id,
      method,
      amr,
      authenticatedAt: now,
      secondFactorAt: showsSecondFactor(shown) ? now : (before?.secondFactorAt ?? null),
      userAgent,
      expiresAt:
        before && !this.limits.areEnough(shown, amr)
          ? before.expiresAt
          : new Date(now.getTime() + this.limits.absoluteMs),
    };
    await this.sessions.insert(transaction, session);
    return this.grant(transaction, { ...session, user });
  }

  private async grant(
    transaction: Transaction,
    session: Pick<SessionEntity, 'id' | 'userId' | 'user' | 'method' | 'amr' | 'authenticatedAt'>,
  ): Promise<Grant> {
    const refreshToken = newSecretToken();
    await this.sessions.insertToken(transaction, session.id, secretTokenHash(refreshToken));
    const accessToken = await this.accessTokens.issue(session);
    const { user, method, amr } = session;
    const missing = this.limits.missing(amr);
    const granted = { accessToken, expiresIn: ACCESS_TOKEN.seconds, refreshToken, user, method };
    return missing.length > 0 ? { ...granted, missing } : granted;
  }
}

/** Also by a clock that was set back since: for as long as it was, a copied token would be taken for a second tab. */
function isSameMoment(usedAt: Date): boolean {
  return Math.abs(Date.now() - usedAt.getTime()) < SAME_MOMENT_MS;
}

function keptUserAgent(userAgent: string | undefined): string | null {
  return userAgent?.slice(0, USER_AGENT_MAX_LENGTH) ?? null;
}

/** What was shown to log in was true a moment ago, of an account that has changed since. */
export function accountChanging(): ProblemError {
  return new ProblemError('NOT_READY', 'This account is just being changed. Please try again in a moment.', {
    retryAfterSeconds: 1,
  });
}

function sessionRevoked(): ProblemError {
  return new ProblemError('SESSION_REVOKED', 'This session was ended. Please log in again.');
}

function sessionExpired(): ProblemError {
  return new ProblemError('TOKEN_EXPIRED', 'The session has expired. Please log in again.');
}
