import { Between, type FindOperator, LessThan, MoreThan, Or } from 'typeorm';

/** The clocks of several servers, and of their database, may differ by that much. */
export const CLOCK_SLACK_MS = 60_000;

/**
 * Of the time at which something short-lived ends: not yet, and not later than it can be for what is made now. What ends later was
 * made by a clock that was set back since, and would live longer than it should by as much as the clock was set back.
 */
export function stillAlive(lifeMs: number, nowMs = Date.now()): FindOperator<Date> {
  return Between(new Date(nowMs), new Date(latestEnd(lifeMs, nowMs)));
}

/** The rest: what is over for good. */
export function isOver(lifeMs: number, nowMs: number): FindOperator<Date> {
  return Or(LessThan(new Date(nowMs)), MoreThan(new Date(latestEnd(lifeMs, nowMs))));
}

/** Whether a proof given at this time is younger than `lifeMs`. One from the future says nothing: the clock was set back since. */
export function isFresh(at: Date, lifeMs: number, nowMs = Date.now()): boolean {
  const ageMs = nowMs - at.getTime();
  return ageMs < lifeMs && ageMs >= -CLOCK_SLACK_MS;
}

/** The latest time at which something with that life can end. */
export function latestEnd(lifeMs: number, nowMs: number): number {
  return nowMs + lifeMs + CLOCK_SLACK_MS;
}
