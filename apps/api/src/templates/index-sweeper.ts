import { Injectable } from '@nestjs/common';
import { IndexEntries } from './index-entries.js';

/** Rows to ask for at once. */
export const ACCOUNTS_AT_A_TIME = 1000;

/**
 * Takes accounts out of the index that have no row any more. Other processes erase, and this one's memory must not keep what
 * was destroyed; a search that meets it before is told by the row.
 */
@Injectable()
export class IndexSweeper {
  private place = 0;

  constructor(private readonly entries: IndexEntries) {}

  /** Looks at the next accounts of the index, after the last at the first again. Stays as long as it finds some to remove. */
  async next(): Promise<void> {
    const { looked, removed } = await this.entries.sweep(this.place, ACCOUNTS_AT_A_TIME);
    // Others have taken the places of the removed ones: they are looked at first.
    if (removed === 0) this.place = looked < ACCOUNTS_AT_A_TIME ? 0 : this.place + looked;
  }
}
