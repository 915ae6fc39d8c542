import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { AccessTokens } from '../sessions/access-tokens.js';
import { assuranceOf, together } from '../sessions/authentication-methods.js';
import type { SessionEntity } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { demandWhole } from '../sessions/sign-in-demand.js';
import { faceLogInOf } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';

/** Who looks at the live view. */
export interface Viewer {
  user: UserEntity;
  /** Whether other people are called by their names. */
  seesNames: boolean;
}

/** Whose account a live session belongs to, where it belongs to one. */
@Injectable()
export class LiveAccounts {
  constructor(
    private readonly config: AppConfig,
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * The token as well as its session: a copied one is no good for longer than elsewhere. What a limited session may not do
   * over HTTP it may not do here.
   * @throws ProblemError `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `SESSION_REVOKED`, `FACTOR_REQUIRED`
   */
  async demand(start: LiveStart): Promise<UserEntity> {
    return (await this.session(start)).user;
  }

  /** Who watches. Names of others are for operators who showed a second factor. @throws as {@link demand} */
  async viewer(start: LiveStart): Promise<Viewer> {
    const { user, amr } = await this.session(start);
    return { user, seesNames: user.role === 'operator' && assuranceOf(amr) === 'aal2' };
  }

  private async session({ purpose, accessToken = '' }: LiveStart): Promise<SessionEntity> {
    const session = await this.sessions.demandAlive(await this.accessTokens.demand(accessToken));
    const { user, amr } = session;
    const faceless = purpose === 'add-face' && faceLogInOf(user.facialData) !== 'on';
    if (purpose !== 'step-up') demandWhole(this.config.signIn, faceless ? together(amr, ['face']) : amr);
    return session;
  }
}
