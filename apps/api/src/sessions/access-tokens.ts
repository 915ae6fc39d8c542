import type { SignInMethod } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

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
    if (!token) return undefined;
    try {
      const claims = await this.jwt.verifyAsync<AccessClaims>(token);
      return claims.typ === ACCESS_TOKEN_TYPE ? claims : undefined;
    } catch {
      return undefined;
    }
  }
}
