import { DAY_MS } from '../common/retention-rule.js';

/** A machine that slept is as far ahead of itself as one whose clock was set. */
const JUMP_MS = 3_600_000;
/** A server that nobody used for that long is none whose clock was set. */
const QUIET_MS = 7 * DAY_MS;
/** For whoever runs the server to see it. */
const HOLD_MS = DAY_MS;

/** Unix milliseconds, which somebody can set, and those of a clock that only goes on. */
export interface Clocks {
  wallMs: number;
  steadyMs: number;
}

/**
 * Whether the clock is where it has to be. What is removed because it is old cannot be brought back, and a clock that is wrong by
 * years makes all of it old: one that went forward at once is believed after it has stood for a day.
 */
export class ClockTrust {
  /** Wall clock less steady clock, where it is believed. */
  private offsetMs: number;
  private heldSinceMs: number | undefined;

  /** @param lastKnownMs when something happened last, by the wall clock of then */
  constructor(
    lastKnownMs: number | undefined,
    private readonly clocks: () => Clocks = () => ({ wallMs: Date.now(), steadyMs: performance.now() }),
  ) {
    const { wallMs, steadyMs } = clocks();
    const wasQuiet = lastKnownMs === undefined || wallMs - lastKnownMs <= QUIET_MS;
    this.offsetMs = (wasQuiet ? wallMs : lastKnownMs) - steadyMs;
  }

  /** By how much the clock is ahead of where it is believed; 0 when it is believed. */
  aheadMs(): number {
    const { wallMs, steadyMs } = this.clocks();
    const aheadMs = wallMs - steadyMs - this.offsetMs;
    if (aheadMs <= JUMP_MS) {
      this.heldSinceMs = undefined;
      return 0;
    }
    this.heldSinceMs ??= steadyMs;
    if (steadyMs - this.heldSinceMs < HOLD_MS) return aheadMs;
    this.offsetMs += aheadMs;
    this.heldSinceMs = undefined;
    return 0;
  }
}
