import type { SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { ProblemError } from '../common/problem-error.js';

export const ACCESS_TOKEN_SECONDS = 600;
export const TOKEN_AUDIENCE = 'facegate-api';
export const ACCESS_TOKEN_TYPE = 'access';

/** Claims of an access token (RFC 7519, RFC 9068), all set by us. */
export interface AccessClaims {
  sub: string;
  /** Session. */
  sid: string;
  /** Tokens of other types must not pass for access tokens. */
  typ: typeof ACCESS_TOKEN_TYPE;
  /** How the person signed in (RFC 8176). */
  amr: string[];
  /** When, in seconds since 1970. */
  auth_time: number;
}

/** RFC 8176. */
const AMR: Record<SignInMethod, string> = { face: 'face', password: 'pwd' };

@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  issue(userId: string, sessionId: string, method: SignInMethod, signedInAt: Date): Promise<string> {
    const claims: Omit<AccessClaims, 'sub'> = {
      sid: sessionId,
      typ: ACCESS_TOKEN_TYPE,
      amr: [AMR[method]],
      auth_time: Math.floor(signedInAt.getTime() / 1000),
    };
    return this.jwt.signAsync(claims, { subject: userId });
  }

  /** The claims of `Bearer <token>` if it is one of ours and still valid, whatever became of its session. */
  async read(authorization: string | undefined): Promise<AccessClaims | undefined> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    return token === undefined ? undefined : this.demand(token).catch(() => undefined);
  }

  /** The claims of a token. @throws ProblemError `UNAUTHENTICATED` or `TOKEN_EXPIRED` */
  async demand(token: string): Promise<AccessClaims> {
    let claims: AccessClaims;
    try {
      claims = await this.jwt.verifyAsync<AccessClaims>(token);
    } catch (cause) {
      throw tokenProblem(cause);
    }
    if (claims.typ !== ACCESS_TOKEN_TYPE) throw tokenProblem();
    return claims;
  }
}

/** What a token that does not hold means to who sent it. */
export function tokenProblem(cause?: unknown): ProblemError {
  return cause instanceof Error && cause.name === 'TokenExpiredError'
    ? new ProblemError('TOKEN_EXPIRED', 'The access token has expired. Refresh it, or log in again.', { cause })
    : new ProblemError('UNAUTHENTICATED', 'Please log in.', { cause });
}
