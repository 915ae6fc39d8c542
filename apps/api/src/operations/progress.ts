import type { Report } from './command-line.js';

const TELL_EVERY_MS = 1000;

/** Tells how far something is, at most once a second, and how long it will still take. */
export class Progress {
  private done = 0;
  private readonly startedAtMs = performance.now();
  private toldAtMs = this.startedAtMs;

  constructor(
    private readonly total: number,
    private readonly what: string,
    private readonly report: Report,
  ) {}

  step(count = 1): void {
    this.done += count;
    const nowMs = performance.now();
    if (nowMs - this.toldAtMs < TELL_EVERY_MS) return;
    this.toldAtMs = nowMs;
    const leftSeconds = Math.ceil(
      ((nowMs - this.startedAtMs) / this.done / 1000) * Math.max(0, this.total - this.done),
    );
    this.report(`${this.done} of ${this.total} ${this.what}, about ${leftSeconds} s left`);
  }
}
