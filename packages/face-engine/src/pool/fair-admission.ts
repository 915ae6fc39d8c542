import { EngineError, type Sender } from '../types.js';
import { aborted, closed } from './admission.js';
import { UsedTime } from './used-time.js';

export interface FairLimits {
  /** Jobs worked on at a time. */
  places: number;
  /** Jobs that may wait. */
  maxQueue: number;
  /** No more wait than are likely to begin within this time, milliseconds. */
  maxWaitMs: number;
}

interface Entry {
  signal?: AbortSignal | undefined;
  /** Waits however many do already, and gives way to nobody. */
  patient?: boolean | undefined;
}

interface Waiting {
  sender: Sender;
  patient: boolean;
  sinceMs: number;
  admit: () => void;
  refuse: (error: EngineError) => void;
}

/** How much the newest job counts: about the last twenty decide. */
const WEIGHT = 0.05;
/** Of a job, until one was done. */
const FIRST_GUESS_MS = 100;

/**
 * Lets some jobs work at a time and a few more wait. Whose sender has used the least time of late comes next, and where too
 * many wait, whose sender has used the most gives way: so nobody can fill the line for others, whatever their jobs cost.
 */
export class FairAdmission {
  readonly #waiting: Waiting[] = [];
  readonly #used: UsedTime;
  /** In work and waiting, by sender: what they will use counts before it is used. */
  readonly #jobs = new Map<string, number>();
  #busy = 0;
  #closed = false;
  /** A job's time in its place; undefined until one was done. */
  #jobMs: number | undefined;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly limits: FairLimits,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#used = new UsedTime(now);
  }

  get busy(): number {
    return this.#busy;
  }

  get queued(): number {
    return this.#waiting.length;
  }

  /** Whether a job of this sender would be refused now. */
  isFullFor(sender: Sender): boolean {
    if (this.#busy < this.limits.places || this.#waiting.length < this.#mostWaiting()) return false;
    const mine = this.#shareOf(sender);
    return this.#waiting.every((one) => one.patient || this.#shareOf(one.sender) <= mine);
  }

  /**
   * Resolves when the job may work, with what must be called when it is done. Rejects with `BUSY`, also later when others who
   * have used less come, and with `ABORTED`.
   */
  async enter(sender: Sender, { signal, patient = false }: Entry = {}): Promise<() => void> {
    if (signal?.aborted) throw aborted(signal);
    if (this.#closed) throw closed();
    this.#count(sender, 1);
    try {
      if (this.#busy < this.limits.places) this.#busy++;
      else await this.#wait(sender, patient, signal);
    } catch (error) {
      this.#count(sender, -1);
      throw error;
    }
    const startedAt = this.now();
    return () => this.#leave(sender, this.now() - startedAt);
  }

  /** Refuses everyone who waits and everyone who comes. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(closed());
  }

  #shareOf(sender: Sender): number {
    const [name = ''] = sender;
    return this.#used.shareOf(sender) + (this.#jobs.get(name) ?? 0) * (this.#jobMs ?? FIRST_GUESS_MS);
  }

  #count([name = '']: Sender, by: 1 | -1): void {
    const jobs = (this.#jobs.get(name) ?? 0) + by;
    if (jobs > 0) this.#jobs.set(name, jobs);
    else this.#jobs.delete(name);
  }

  #leave(sender: Sender, tookMs: number): void {
    this.#count(sender, -1);
    this.#used.add(sender, tookMs);
    this.#jobMs = this.#jobMs === undefined ? tookMs : this.#jobMs + WEIGHT * (tookMs - this.#jobMs);
    // Time that was waited counts against time that was used, or who continues would never come while others do.
    const next = this.#least((one) => this.#shareOf(one.sender) - (this.now() - one.sinceMs));
    if (!next) {
      this.#busy--;
      return;
    }
    this.#remove(next);
    next.admit();
  }

  async #wait(sender: Sender, patient: boolean, signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const giveUp = (): void => {
        this.#remove(waiting);
        reject(aborted(signal));
      };
      const settle = (): void => signal?.removeEventListener('abort', giveUp);
      const waiting: Waiting = {
        sender,
        patient,
        sinceMs: this.now(),
        admit: () => {
          settle();
          resolve();
        },
        refuse: (error) => {
          settle();
          reject(error);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiting);
      this.#makeRoom();
    });
  }

  /** Of those with the most, the last who came gives way. */
  #makeRoom(): void {
    if (this.#waiting.length <= this.#mostWaiting()) return;
    // Of those with as much, the last who came: the first of the list turned round.
    const last = this.#least(
      (one) => -this.#shareOf(one.sender),
      this.#waiting.filter(({ patient }) => !patient).toReversed(),
    );
    if (!last) return;
    this.#remove(last);
    last.refuse(new EngineError('BUSY', `${this.#busy} pictures in work and ${this.#waiting.length} waiting.`));
  }

  #mostWaiting(): number {
    const { places, maxQueue, maxWaitMs } = this.limits;
    return this.#jobMs === undefined
      ? maxQueue
      : Math.min(maxQueue, Math.max(1, Math.floor((places * maxWaitMs) / this.#jobMs)));
  }

  /** The first of those with the least. */
  #least(of: (one: Waiting) => number, among: readonly Waiting[] = this.#waiting): Waiting | undefined {
    const values = among.map((one) => of(one));
    return among[values.indexOf(Math.min(...values))];
  }

  #remove(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
  }
}
