import type { Logger } from '@nestjs/common';

const HOUR_MS = 3_600_000;
/** Strangers choose what is warned of: they must not fill the log. */
const MOST_AN_HOUR = 20;

/** Warnings about what anybody can send as often as they like: each once an hour, and few of them. */
export class OnceInAWhile {
  private readonly told = new Set<string>();
  private since = 0;

  constructor(private readonly logger: Pick<Logger, 'warn'>) {}

  warn(text: string, now = performance.now()): void {
    if (now - this.since > HOUR_MS) {
      this.told.clear();
      this.since = now;
    }
    if (this.told.has(text) || this.told.size >= MOST_AN_HOUR) return;
    this.told.add(text);
    this.logger.warn(text);
  }
}
