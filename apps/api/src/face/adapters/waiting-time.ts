/** As the engine pool counts them, before a picture is handed in. */
interface PoolLoad {
  workers: number;
  busy: number;
  queued: number;
}

/** Until the first picture was timed. */
const FIRST_GUESS_MS = 500;
/** How much the newest picture counts: about the last ten decide. */
const WEIGHT = 0.1;

/** How long a picture has to wait for a worker, from how long the last ones took. */
export class WaitingTime {
  private pictureMs = FIRST_GUESS_MS;

  /** @param durationMs from handing in to the result, the time in the queue included */
  observe(durationMs: number, { workers, busy, queued }: PoolLoad): void {
    // Those ahead of it were worked on, `workers` at a time, before its own turn came.
    const turns = busy < workers ? 1 : 1 + (queued + 1) / workers;
    this.pictureMs += WEIGHT * (durationMs / turns - this.pictureMs);
  }

  /** Whole seconds, at least 1, until the pictures that wait now have a worker. */
  retryAfterSeconds({ workers, queued }: PoolLoad): number {
    return Math.max(1, Math.ceil(((queued / workers) * this.pictureMs) / 1000));
  }
}
