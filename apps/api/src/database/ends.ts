import { Between, type FindOperator, LessThan, MoreThan, Or } from 'typeorm';
import { latestEnd } from '../common/life.js';

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
