import { callbackify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { demandSignedBefore, SignedTokens, TOKEN_ALGORITHM, TOKEN_ISSUER } from '../tokens/signed-tokens.js';
import { ACCESS_TOKEN } from '../tokens/token-kinds.js';
import { faceLogInOf } from '../users/facial-data.js';
import { userProfile } from '../users/user-profile.js';
import { type AccessClaims, tokenProblem } from './access-tokens.js';
import type { SignedInSession } from './bearer.guard.js';
import { SessionsService } from './sessions.service.js';

/** Signature and claims by passport-jwt, ES256 and our own keys only; then the session itself, on every request. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(
    tokens: SignedTokens,
    private readonly sessions: SessionsService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: callbackify((_request: unknown, token: string) =>
        tokens.verificationKey(ACCESS_TOKEN, token),
      ),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: ACCESS_TOKEN.audience,
      ignoreExpiration: false,
    });
  }

  async validate(claims: AccessClaims & { iat: number }): Promise<SignedInSession> {
    demandFromNow(claims);
    const { id, userId, user, authenticatedAt, secondFactorAt, amr } = await this.sessions.demandAlive(claims);
    return {
      sessionId: id,
      userId,
      user: userProfile(user),
      role: user.role,
      authenticatedAt,
      secondFactorAt,
      amr,
      hasFace: faceLogInOf(user.facialData) === 'on',
    };
  }
}

/** passport-jwt looks at `exp` and `nbf` only. */
function demandFromNow(claims: { iat: number }): void {
  try {
    demandSignedBefore(claims);
  } catch (cause) {
    throw tokenProblem(cause);
  }
}
