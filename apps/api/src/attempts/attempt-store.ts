import { randomUUID } from 'node:crypto';
import type { Count } from './count.js';

/** In the order of the keys; undefined where there is none. */
export type Counts = readonly (Count | undefined)[];

/** Of this process: others that look at the same time are not waited for. */
const PROBE = `readiness:${randomUUID()}`;
const PROBE_MS = 10_000;

/** Where attempts are counted, for all server processes together. Its own DI token. */
export abstract class AttemptStore {
  /**
   * Reads the counts of `keys` and writes what `change` makes of them, as one step: nothing else changes them in between.
   * @param keys each once
   * @param change pure, for it may be asked more than once; returns what it was given to leave everything as it is
   * @throws ProblemError `NOT_READY`, or what a repository throws, when the store is away: who cannot count does not let try
   */
  abstract change(keys: readonly string[], change: (counts: Counts) => Counts): Promise<void>;

  /** Counts, reads and forgets, as each attempt does. @throws what {@link change} throws */
  async tryOut(): Promise<void> {
    const now = Date.now();
    await this.change([PROBE], () => [{ attempts: 1, openAt: now, forgetAt: now + PROBE_MS }]);
    await this.change([PROBE], () => [undefined]);
  }
}
