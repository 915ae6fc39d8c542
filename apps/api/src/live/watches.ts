import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { FrameWatcher } from '../face/frame-watcher.js';
import { AppConfig } from '../config/app-config.js';
import { AccessTokens } from '../sessions/access-tokens.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { demandWhole } from '../sessions/sign-in-demand.js';
import { IndexFiller } from '../templates/index-filler.js';
import type { UserEntity } from '../users/user.entity.js';
import { FaceNames } from './face-names.js';
import type { LiveLine, LiveSession } from './live-session.js';
import { WatchSession } from './watch-session.js';

/** Live recognition for people who are signed in. */
@Injectable()
export class Watches {
  constructor(
    private readonly config: AppConfig,
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionsService,
    private readonly filler: IndexFiller,
    private readonly watcher: FrameWatcher,
    private readonly names: FaceNames,
  ) {}

  /** @throws ProblemError `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `SESSION_REVOKED`, `FACTOR_REQUIRED`, `NOT_READY` */
  begin({ accessToken = '', landmarks = false }: LiveStart, line: LiveLine): Promise<LiveSession> {
    const terms = {
      viewer: () => this.viewer(accessToken),
      faces: (jpeg: Uint8Array, signal: AbortSignal) => this.watcher.watch(jpeg, signal),
      names: this.names,
      landmarks,
    };
    return WatchSession.open(terms, line);
  }

  /** The token as well as its session: a copied one is no good for longer than elsewhere. */
  private async viewer(accessToken: string): Promise<UserEntity> {
    const { user, amr } = await this.sessions.demandAlive(await this.accessTokens.demand(accessToken));
    demandWhole(this.config.signIn, amr);
    this.filler.demandReady();
    return user;
  }
}
