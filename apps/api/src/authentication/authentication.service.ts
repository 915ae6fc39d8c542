import type { LoginRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AccessTokens } from '../sessions/access-tokens.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';

/** Log-in by password, and the life of a session after any log-in. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** @throws ProblemError `CREDENTIALS_INVALID`, the same whether or not the account exists */
  async logIn({ username, password }: LoginRequest, userAgent: string | undefined): Promise<Grant> {
    const { user, matches } = await this.accounts.byPassword(username, password);
    if (user && matches) return this.sessions.begin(user, 'password', userAgent);
    this.sessions.refused(user?.id, 'password', 'CREDENTIALS_INVALID');
    throw new ProblemError('CREDENTIALS_INVALID', 'The username or the password is wrong.');
  }

  /** @throws ProblemError `UNAUTHENTICATED`, `SESSION_REVOKED` or `TOKEN_EXPIRED` */
  async refresh(refreshToken: string | undefined): Promise<Grant> {
    if (!refreshToken) throw new ProblemError('UNAUTHENTICATED', 'Please log in.');
    return this.sessions.refresh(refreshToken);
  }

  /** Ends what the caller can prove to hold; with nothing to end it is as well. */
  async logOut(refreshToken: string | undefined, authorization: string | undefined): Promise<void> {
    const claims = await this.accessTokens.read(authorization);
    if (claims) await this.sessions.end(claims.sid);
    if (refreshToken) await this.sessions.endByRefreshToken(refreshToken);
  }
}
