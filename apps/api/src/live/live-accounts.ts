import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { AccessTokens } from '../sessions/access-tokens.js';
import { together } from '../sessions/authentication-methods.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { demandWhole } from '../sessions/sign-in-demand.js';
import { faceLogInOf } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';

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
  async demand({ purpose, accessToken = '' }: LiveStart): Promise<UserEntity> {
    const { user, amr } = await this.sessions.demandAlive(await this.accessTokens.demand(accessToken));
    const faceless = purpose === 'add-face' && faceLogInOf(user.facialData) !== 'on';
    if (purpose !== 'step-up') demandWhole(this.config.signIn, faceless ? together(amr, ['face']) : amr);
    return user;
  }
}
