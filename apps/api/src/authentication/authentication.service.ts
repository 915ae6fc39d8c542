import type { LoginRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../attempts/caller.js';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import { AccessTokens } from '../sessions/access-tokens.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { Accounts } from '../users/accounts.js';

/** Log-in by password, and the life of a session after any log-in. */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly attempts: LogInAttempts,
    private readonly sessions: SessionsService,
    private readonly gate: SignInGate,
    private readonly accessTokens: AccessTokens,
  ) {}

  /**
   * @throws ProblemError `CREDENTIALS_INVALID`, `TOO_MANY_ATTEMPTS`, the same whether or not the account exists;
   * `SECOND_FACTOR_REQUIRED`
   */
  async logIn({ username, password }: LoginRequest, caller: Caller, userAgent: string | undefined): Promise<Grant> {
    const user = await this.accounts.findByName(username);
    const attempt = await this.attempts.byPassword(caller, { name: username, user });
    const matches = await this.accounts.hasPassword(user, password);
    if (user && matches) {
      await attempt.succeed(user.id);
      return this.gate.pass(user, 'password', userAgent);
    }
    this.sessions.refused(user?.id, 'password', 'CREDENTIALS_INVALID');
    throw new ProblemError('CREDENTIALS_INVALID', 'The username or the password is wrong.');
  }

  /** @throws ProblemError `UNAUTHENTICATED`, `SESSION_REVOKED` or `TOKEN_EXPIRED` */
  async refresh(refreshToken: string | undefined, signal: AbortSignal): Promise<Grant> {
    if (!refreshToken) throw new ProblemError('UNAUTHENTICATED', 'Please log in.');
    return this.sessions.refresh(refreshToken, signal);
  }

  /** Ends what the caller can prove to hold; with nothing to end it is as well. */
  async logOut(refreshToken: string | undefined, authorization: string | undefined): Promise<void> {
    const claims = await this.accessTokens.read(authorization);
    if (claims) await this.sessions.end(claims.sid);
    if (refreshToken) await this.sessions.endByRefreshToken(refreshToken);
  }
}
