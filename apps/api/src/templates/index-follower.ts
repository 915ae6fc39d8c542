import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { patiently } from '../database/patience.js';
import { UsersRepository } from '../users/users.repository.js';
import { IndexEntries } from './index-entries.js';
import { IndexFiller } from './index-filler.js';
import { IndexSweeper } from './index-sweeper.js';

/** So long may a change by another process be unknown to a search in this one. */
const EVERY_MS = 5000;
/** A row shows when it was changed, not when that was committed; and clocks differ. */
const OVERLAP_S = 60;

/**
 * Beside a PostgreSQL server other processes enrol and remove, too: accounts that they changed are fused again for this one's
 * index, and accounts that they erased go out of it.
 */
@Injectable()
export class IndexFollower implements OnApplicationShutdown {
  private readonly logger = new Logger(IndexFollower.name);
  private readonly stopped = new AbortController();

  constructor(
    private readonly config: AppConfig,
    private readonly filler: IndexFiller,
    private readonly users: UsersRepository,
    private readonly entries: IndexEntries,
    private readonly sweeper: IndexSweeper,
  ) {}

  start(): void {
    if (this.config.databaseUrl)
      patiently(() => this.follow()).catch((error: unknown) => {
        if (!this.stopped.signal.aborted) this.logger.error('The index follows no other process any more', error);
      });
  }

  onApplicationShutdown(): void {
    this.stopped.abort();
  }

  private async follow(): Promise<never> {
    for (let followedMs = performance.now(); ;) {
      await sleep(EVERY_MS, undefined, { signal: this.stopped.signal });
      const nowMs = performance.now();
      if (this.filler.ready && (await this.catchUp((nowMs - followedMs) / 1000 + OVERLAP_S))) followedMs = nowMs;
    }
  }

  /** Whether it could be done; a database that is away is asked again. */
  private async catchUp(seconds: number): Promise<boolean> {
    try {
      const pages = this.users.everyonesFaces({ changedWithinSeconds: seconds });
      while (await this.entries.takePage(pages));
      await this.sweeper.next();
      return true;
    } catch (error) {
      if (!this.stopped.signal.aborted) this.logger.warn(`Changes of other processes cannot be read: ${String(error)}`);
      return false;
    }
  }
}
