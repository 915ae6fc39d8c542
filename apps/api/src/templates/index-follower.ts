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
const OVERLAP_MS = 60_000;

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
    const startedMs = performance.now();
    let followed: Date | undefined;
    for (;;) {
      await sleep(EVERY_MS, undefined, { signal: this.stopped.signal });
      if (!this.filler.ready) continue;
      const sinceStartMs = performance.now() - startedMs;
      followed = (await this.catchUp((now) => followed ?? new Date(now.getTime() - sinceStartMs))) ?? followed;
    }
  }

  /**
   * All by the clock of the database, which may be set while we follow: forward, and what was changed just before would be passed over;
   * back, and what is changed from then on would be older than what is known.
   * @param followedAt until when changes are known, for the time that it is
   * @returns until when they are now; undefined when it could not be done: a database that is away is asked again
   */
  private async catchUp(followedAt: (now: Date) => Date): Promise<Date | undefined> {
    try {
      const now = await this.users.databaseTime();
      const from = Math.min(followedAt(now).getTime(), now.getTime()) - OVERLAP_MS;
      const pages = this.users.everyonesFaces({ changedAfter: new Date(from) });
      while (await this.entries.takePage(pages));
      await this.sweeper.next();
      return now;
    } catch (error) {
      if (!this.stopped.signal.aborted) this.logger.warn(`Changes of other processes cannot be read: ${String(error)}`);
      return undefined;
    }
  }
}
