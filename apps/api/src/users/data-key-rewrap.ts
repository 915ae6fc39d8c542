import { Injectable } from '@nestjs/common';
import { DataKeys, type KeyHolder } from '../common/crypto/data-keys.js';
import { SealBroken } from '../common/crypto/seal.js';
import { Transactions } from '../database/transactions.js';
import { DataKeysRepository, type Rewrapped } from './data-keys.repository.js';

const PAGE = 500;

export interface Rewraps {
  done: number;
  /** Ids of accounts whose data key does not open. */
  stuck: string[];
}

/** Wraps every data key by the master key in force, while sign-ups and log-ins go on. */
@Injectable()
export class DataKeyRewrap {
  constructor(
    private readonly storedKeys: DataKeysRepository,
    private readonly dataKeys: DataKeys,
    private readonly transactions: Transactions,
  ) {}

  /** How many are wrapped by another master key than the one in force. */
  count(): Promise<number> {
    return this.storedKeys.countWithout(this.dataKeys.currentPrefix());
  }

  /**
   * After it no other master key wraps a data key, but those that are stuck.
   * @param progress told how many more were looked at
   */
  async all(progress: (accounts: number) => void, signal: AbortSignal): Promise<Rewraps> {
    // A sign-up that read the master key before it changed is stored by now, one that comes later reads the new one.
    await this.transactions.run((transaction) => this.storedKeys.awaitHolders(transaction));
    const prefix = this.dataKeys.currentPrefix();
    const rewraps: Rewraps = { done: 0, stuck: [] };
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      signal.throwIfAborted();
      const page = await this.storedKeys.without(prefix, after, PAGE);
      const last = page.at(-1);
      if (!last) return rewraps;
      const changes: Rewrapped[] = [];
      for (const holder of page) {
        const change = this.rewrap(holder);
        if (change) changes.push(change);
        else rewraps.stuck.push(holder.id);
      }
      await this.storedKeys.replace(changes);
      rewraps.done += changes.length;
      progress(page.length);
      after = last.id;
    }
  }

  private rewrap(holder: KeyHolder & { dataKey: string }): Rewrapped | undefined {
    try {
      return { id: holder.id, from: holder.dataKey, to: this.dataKeys.wrap(this.dataKeys.unwrap(holder)) };
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }
}
