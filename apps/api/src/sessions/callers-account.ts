import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { secretTokenHash } from '../common/crypto/secret-token.js';
import { AccessTokens } from './access-tokens.js';
import { RefreshCookie } from './refresh-cookie.js';
import { SessionLimits } from './session-limits.js';
import { SessionsRepository } from './sessions.repository.js';

/** Who is signed in where a request comes from, on a route that is open to everybody. */
@Injectable()
export class CallersAccount {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly cookie: RefreshCookie,
    private readonly sessions: SessionsRepository,
    private readonly limits: SessionLimits,
  ) {}

  /** Whether the request carries a living session of the account: its access token, or the refresh cookie of the browser. */
  async is(request: Request, userId: string): Promise<boolean> {
    const claims = await this.accessTokens.read(request.headers.authorization);
    if (claims && (await this.isAlive(claims.sid, userId))) return true;
    const refreshToken = this.cookie.read(request);
    const token = refreshToken === undefined ? null : await this.sessions.findToken(secretTokenHash(refreshToken));
    // A spent one may be a thief's copy.
    return token !== null && token.usedAt === null && this.isAlive(token.sessionId, userId);
  }

  private async isAlive(sessionId: string, userId: string): Promise<boolean> {
    const session = await this.sessions.find(sessionId);
    return session?.userId === userId && this.limits.stateOf(session) === 'alive';
  }
}
