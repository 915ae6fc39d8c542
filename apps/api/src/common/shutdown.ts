import { Logger } from '@nestjs/common';
import { within } from './deadline.js';

/**
 * How a server ends that is asked to (SIGTERM), in milliseconds from there. All together is less than the 30 s after which
 * a container is killed (`stop_grace_period` in docker-compose.yml).
 */
export const SHUTDOWN = {
  /** For a request that has not arrived as a whole. */
  halfSentMs: 4000,
  /** For the answer to one that has. */
  answerMs: 12_000,
  /** For each part to finish what it is doing. */
  partMs: 3000,
  /** Then the process ends, whatever still hangs: nothing that it leaves half done is lost by that. */
  processMs: 25_000,
} as const;

/** Waits for a part that ends; not for one that hangs. */
export async function partEnds(what: string, ending: Promise<unknown>): Promise<void> {
  try {
    await within(SHUTDOWN.partMs, what, ending);
  } catch (error) {
    new Logger('Shutdown').warn(`Not waited for: ${error instanceof Error ? error.message : 'an error'}`);
  }
}

/** From the first of the signals on this process has `SHUTDOWN.processMs` left. */
export function endInTime(signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) process.once(signal, endAfterAll);
}

function endAfterAll(): void {
  setTimeout(() => {
    new Logger('Shutdown').error(`Something hangs: the process ends after ${SHUTDOWN.processMs} ms all the same`);
    process.exit(1);
  }, SHUTDOWN.processMs).unref();
}
