import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { SignedTokens } from '../tokens/signed-tokens.js';
import { ACCESS_TOKEN } from '../tokens/token-kinds.js';
import { type AssuranceLevel, assuranceOf, type AuthenticationMethod } from './authentication-methods.js';
import type { SessionEntity } from './session.entity.js';

/** Claims of an access token (RFC 7519, RFC 9068), all set by us; `iss`, `aud`, `iat`, `exp` and `jti` besides. */
export interface AccessClaims {
  sub: string;
  /** Session. */
  sid: string;
  /** How the person proved to be who they are (RFC 8176). */
  amr: AuthenticationMethod[];
  /** What that amounts to. */
  acr: AssuranceLevel;
  /** When they did last, in seconds since 1970. */
  auth_time: number;
}

@Injectable()
export class AccessTokens {
  constructor(private readonly tokens: SignedTokens) {}

  issue({ id, userId, amr, authenticatedAt }: TokenSession): Promise<string> {
    const claims: Omit<AccessClaims, 'sub'> = {
      sid: id,
      amr,
      acr: assuranceOf(amr),
      auth_time: Math.floor(authenticatedAt.getTime() / 1000),
    };
    return this.tokens.sign(ACCESS_TOKEN, claims, { subject: userId });
  }

  /** The claims of `Bearer <token>` if it is one of ours and still valid, whatever became of its session. */
  async read(authorization: string | undefined): Promise<AccessClaims | undefined> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    return token === undefined ? undefined : this.demand(token).catch(() => undefined);
  }

  /** The claims of a token. @throws ProblemError `UNAUTHENTICATED` or `TOKEN_EXPIRED` */
  async demand(token: string): Promise<AccessClaims> {
    try {
      return await this.tokens.verify<AccessClaims>(ACCESS_TOKEN, token);
    } catch (cause) {
      throw tokenProblem(cause);
    }
  }
}

/** What a token tells of its session. */
type TokenSession = Pick<SessionEntity, 'id' | 'userId' | 'amr' | 'authenticatedAt'>;

/** What a token that does not hold means to who sent it. */
export function tokenProblem(cause?: unknown): ProblemError {
  return cause instanceof Error && cause.name === 'TokenExpiredError'
    ? new ProblemError('TOKEN_EXPIRED', 'The access token has expired. Refresh it, or log in again.', { cause })
    : new ProblemError('UNAUTHENTICATED', 'Please log in.', { cause });
}
