import { EngineError } from '../types.js';

interface Waiting {
  admit: () => void;
  refuse: (error: EngineError) => void;
}

/** Lets `places` jobs work at a time and `maxQueue` more wait in line; further ones are refused at once. */
export class Admission {
  readonly #waiting: Waiting[] = [];
  #busy = 0;
  #closed = false;

  constructor(
    private readonly places: number,
    private readonly maxQueue: number,
  ) {}

  get busy(): number {
    return this.#busy;
  }

  get queued(): number {
    return this.#waiting.length;
  }

  /** Resolves when the job may work; `leave` must follow. Rejects with `BUSY`, or `ABORTED` while it waits. */
  async enter(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw aborted(signal);
    if (this.#closed) throw closed();
    if (this.#busy < this.places) {
      this.#busy++;
      return;
    }
    if (this.#waiting.length >= this.maxQueue) {
      throw new EngineError('BUSY', `${this.#busy} pictures in work and ${this.#waiting.length} waiting.`);
    }
    await this.#wait(signal);
  }

  /** Gives the place to the next in line. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next.admit();
    else this.#busy--;
  }

  /** Refuses everyone who waits and everyone who comes. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(closed());
  }

  async #wait(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(aborted(signal));
      };
      const waiting: Waiting = {
        admit: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', giveUp);
          reject(error);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
    });
  }
}

export const aborted = (signal?: AbortSignal): EngineError =>
  new EngineError('ABORTED', 'The caller gave up.', { cause: signal?.reason });
export const closed = (): EngineError => new EngineError('ABORTED', 'The engine is closing.');
