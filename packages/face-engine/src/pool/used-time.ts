import type { Sender } from '../types.js';

/** What was used so long ago counts half. */
const HALF_LIFE_MS = 10_000;
/** A group has the share of so many of its members before it counts more than any of them. */
const GROUP_SHARE = 4;
/** Past so many senders those that have used next to nothing are forgotten. */
const SENDERS = 10_000;
const NOTHING_MS = 1;

interface Used {
  ms: number;
  atMs: number;
}

/** How much time was lately used for whom, fading. */
export class UsedTime {
  readonly #used = new Map<string, Used>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(private readonly now: () => number) {}

  /** Senders and groups that are remembered. */
  get size(): number {
    return this.#used.size;
  }

  add(sender: Sender, ms: number): void {
    const atMs = this.now();
    for (const name of sender) this.#used.set(name, { ms: this.#msOf(name, atMs) + ms, atMs });
    if (this.#used.size > SENDERS) this.#forget(atMs);
  }

  /** The largest of what the sender has used and the parts of what their groups have. */
  shareOf(sender: Sender): number {
    const atMs = this.now();
    return Math.max(0, ...sender.map((name, group) => this.#msOf(name, atMs) / GROUP_SHARE ** group));
  }

  #msOf(name: string, atMs: number): number {
    const used = this.#used.get(name);
    return used ? used.ms * 2 ** ((used.atMs - atMs) / HALF_LIFE_MS) : 0;
  }

  #forget(atMs: number): void {
    for (const name of this.#used.keys()) if (this.#msOf(name, atMs) < NOTHING_MS) this.#used.delete(name);
    // Whoever sends from very many addresses has made the others: the oldest go.
    for (const name of this.#used.keys()) {
      if (this.#used.size <= SENDERS / 2) break;
      this.#used.delete(name);
    }
  }
}
