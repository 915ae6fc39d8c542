import { randomUUID } from 'node:crypto';
import type { LiveStart } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { FrameWatcher } from '../face/frame-watcher.js';
import { IndexFiller } from '../templates/index-filler.js';
import { FaceNames } from './face-names.js';
import { LiveAccounts, type Viewer } from './live-accounts.js';
import type { LiveLine, LiveSession } from './live-session.js';
import { WatchSession } from './watch-session.js';

/** Live recognition for people who are signed in. */
@Injectable()
export class Watches {
  constructor(
    private readonly accounts: LiveAccounts,
    private readonly filler: IndexFiller,
    private readonly watcher: FrameWatcher,
    private readonly names: FaceNames,
  ) {}

  /** @throws ProblemError `UNAUTHENTICATED`, `TOKEN_EXPIRED`, `SESSION_REVOKED`, `FACTOR_REQUIRED`, `NOT_READY` */
  begin(start: LiveStart, line: LiveLine): Promise<LiveSession> {
    const { landmarks = false } = start;
    const sender = [`watch ${randomUUID()}`];
    const terms = {
      viewer: () => this.viewer(start),
      faces: (jpeg: Uint8Array, signal: AbortSignal) => this.watcher.watch(jpeg, { sender, signal }),
      names: this.names,
      landmarks,
    };
    return WatchSession.open(terms, line);
  }

  private async viewer(start: LiveStart): Promise<Viewer> {
    const viewer = await this.accounts.viewer(start);
    this.filler.demandReady();
    return viewer;
  }
}
