import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import { partEnds } from '../common/shutdown.js';
import type { RetentionRule } from '../common/retention-rule.js';
import { patiently } from '../database/patience.js';
import { ClockTrust } from './clock-trust.js';

const HOUR_MS = 3_600_000;
const FIRST_MS = 60_000;
const EVERY_MS = 6 * HOUR_MS;

export interface Cleaned {
  what: string;
  count: number;
}

/** Removes what is over, now and then, in each server: they do not get in each other's way. */
export class CleanUp implements BeforeApplicationShutdown {
  private readonly logger = new Logger(CleanUp.name);
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** @param lastEvent when something happened last, as far as is known */
  constructor(
    private readonly rules: readonly RetentionRule[],
    private readonly lastEvent: () => Promise<Date | undefined>,
  ) {}

  start(): void {
    this.running = this.repeat();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await partEnds('the clean-up under way', this.running);
  }

  /**
   * Everything once. @throws the reason of `signal` when it is aborted; what was done by then is done. What one rule throws,
   * once the others had their turn
   */
  async run(
    { dryRun, nowMs = Date.now() }: { dryRun: boolean; nowMs?: number },
    signal: AbortSignal,
  ): Promise<Cleaned[]> {
    const cleaned: Cleaned[] = [];
    const faults: unknown[] = [];
    for (const rule of this.rules) {
      signal.throwIfAborted();
      try {
        cleaned.push({ what: rule.what, count: await patiently(() => rule.run({ nowMs, dryRun })) });
      } catch (error) {
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
    return cleaned;
  }

  private async repeat(): Promise<void> {
    const { signal } = this.stopped;
    // Before anybody does anything by the clock as it is now.
    const trust = new ClockTrust(await this.lastKnown());
    for (let waitMs = FIRST_MS; ; waitMs = EVERY_MS) {
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const aheadMs = trust.aheadMs();
      if (aheadMs === 0) await this.runAndTell(signal);
      else
        this.logger.warn(
          `The clock is ${Math.round(aheadMs / HOUR_MS)} hours ahead of what it was last. Unless it is set back, what is over by it is removed a day after that was seen, or by: npm run facegate -- clean`,
        );
    }
  }

  private async lastKnown(): Promise<number | undefined> {
    const at = await this.lastEvent().catch(() => undefined);
    return at?.getTime();
  }

  /** A database that is away is met again. */
  private async runAndTell(signal: AbortSignal): Promise<void> {
    try {
      const cleaned = await this.run({ dryRun: false }, signal);
      const done = cleaned.flatMap(({ what, count }) => (count > 0 ? `${count} ${what}` : []));
      if (done.length > 0) this.logger.log(`Removed ${done.join(', ')}`);
    } catch (error) {
      if (!signal.aborted) this.logger.warn(`The clean-up did not end: ${String(error)}`);
    }
  }
}
