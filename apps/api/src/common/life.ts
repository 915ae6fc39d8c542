/** The clocks of several servers, and of their database, may differ by that much. */
export const CLOCK_SLACK_MS = 60_000;

/** The latest time at which something with that life can end. */
export function latestEnd(lifeMs: number, nowMs: number): number {
  return nowMs + lifeMs + CLOCK_SLACK_MS;
}

/** Whether a proof given at this time is younger than `lifeMs`. One from the future says nothing: the clock was set back since. */
export function isFresh(at: Date, lifeMs: number, nowMs = Date.now()): boolean {
  const ageMs = nowMs - at.getTime();
  return ageMs < lifeMs && ageMs >= -CLOCK_SLACK_MS;
}
