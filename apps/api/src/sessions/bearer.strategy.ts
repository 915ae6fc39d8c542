import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { userProfile } from '../users/user-profile.js';
import { ACCESS_TOKEN_TYPE, type AccessClaims, TOKEN_AUDIENCE, tokenProblem } from './access-tokens.js';
import { TOKEN_ISSUER } from './signed-tokens.js';
import type { SignedInSession } from './bearer.guard.js';
import { SessionsService } from './sessions.service.js';
import { SIGNING_KEY, type SigningKey } from './signing-key.js';

/** Signature and claims by passport-jwt, ES256 and our own key only; then the session itself, on every request. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(
    @Inject(SIGNING_KEY) key: SigningKey,
    private readonly sessions: SessionsService,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: key.publicPem,
      algorithms: ['ES256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      ignoreExpiration: false,
    });
  }

  async validate(claims: AccessClaims): Promise<SignedInSession> {
    if (claims.typ !== ACCESS_TOKEN_TYPE) throw tokenProblem();
    const { id, userId, user } = await this.sessions.demandAlive(claims);
    return { sessionId: id, userId, user: userProfile(user), role: user.role };
  }
}
