import { AttemptStore, type Counts } from './attempt-store.js';
import type { Count } from './count.js';

/** Counts of one process, for tests. */
export class MemoryAttemptStore extends AttemptStore {
  readonly counts = new Map<string, Count>();

  override change(keys: readonly string[], change: (counts: Counts) => Counts): Promise<void> {
    const after = change(keys.map((key) => this.counts.get(key)));
    for (const [at, key] of keys.entries()) {
      const count = after[at];
      if (count) this.counts.set(key, count);
      else this.counts.delete(key);
    }
    return Promise.resolve();
  }
}
