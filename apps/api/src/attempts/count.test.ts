import { describe, expect, it } from 'vitest';
import { type Count, fixedWindow, ladder, type Limit, remembered, withdrawn } from './count.js';

const SECOND = 1000;
const NOW = Date.UTC(2026, 10, 20);
const steps = ladder({
  free: 5,
  firstWaitMs: 30 * SECOND,
  longestWaitMs: 100 * SECOND,
  offAfter: 9,
  memoryMs: 3600 * SECOND,
});

/** After so many attempts, each as soon as it may be made. @returns the waits before them, and what is counted */
function climb(limit: Limit, attempts: number): { waits: number[]; count: Count | undefined; nowMs: number } {
  let count: Count | undefined;
  let nowMs = NOW;
  const waits = Array.from({ length: attempts }, () => {
    const standing = limit.standing(count, nowMs);
    const waitMs = standing.state === 'waiting' ? standing.waitMs : 0;
    nowMs += waitMs;
    count = limit.counted(count, nowMs);
    return waitMs / SECOND;
  });
  return { waits, count, nowMs };
}

describe('a ladder', () => {
  it('lets some through, then doubles the wait up to the longest', () => {
    expect(climb(steps, 9).waits).toEqual([0, 0, 0, 0, 0, 30, 60, 100, 100]);
  });

  it('is closed until the wait is over, to the millisecond', () => {
    const { count } = climb(steps, 5);
    expect(steps.standing(count, NOW)).toEqual({ state: 'waiting', waitMs: 30 * SECOND });
    expect(steps.standing(count, NOW + 30 * SECOND - 1)).toEqual({ state: 'waiting', waitMs: 1 });
    expect(steps.standing(count, NOW + 30 * SECOND)).toEqual({ state: 'open' });
  });

  it('ends, and what ended it is never forgotten', () => {
    const { count, nowMs } = climb(steps, 9);
    expect(steps.standing(remembered(steps, count, nowMs + 1e12), nowMs + 1e12)).toEqual({ state: 'off' });
    const before = climb(steps, 8);
    expect(remembered(steps, before.count, before.nowMs + 3_700 * SECOND)).toBeUndefined();
  });

  it('has no end where none is set', () => {
    const open = ladder({ free: 1, firstWaitMs: 1, longestWaitMs: 10, memoryMs: 1 });
    expect(open.standing({ attempts: 1e6, openAt: NOW, forgetAt: NOW + 1 }, NOW)).toEqual({ state: 'open' });
  });
});

describe('a window', () => {
  const window = fixedWindow({ most: 3, windowMs: 60 * SECOND });

  it('is closed after so many until it is over, whenever they came', () => {
    let count = window.counted(undefined, NOW);
    count = window.counted(count, NOW + 10 * SECOND);
    expect(window.standing(count, NOW + 20 * SECOND)).toEqual({ state: 'open' });
    count = window.counted(count, NOW + 20 * SECOND);
    expect(window.standing(count, NOW + 20 * SECOND)).toEqual({ state: 'waiting', waitMs: 40 * SECOND });
    expect(remembered(window, count, NOW + 60 * SECOND)).toBeUndefined();
  });
});

describe('an attempt that is withdrawn', () => {
  const before = steps.counted(undefined, NOW);
  const after = steps.counted(before, NOW + SECOND);

  it('leaves what was before', () => {
    expect(withdrawn(steps, after, { before, after })).toEqual(before);
    expect(withdrawn(steps, before, { before: undefined, after: before })).toBeUndefined();
  });

  it('takes one off what others counted since', () => {
    const since = steps.counted(after, NOW + 2 * SECOND);
    expect(withdrawn(steps, since, { before, after })).toEqual({ ...since, attempts: 2, openAt: after.openAt });
  });

  it('brings nothing back that was forgotten', () => {
    expect(withdrawn(steps, undefined, { before, after })).toBeUndefined();
  });

  it('opens a wait that it had begun itself', () => {
    const { count } = climb(steps, 4);
    const fifth = steps.counted(count, NOW);
    expect(steps.standing(withdrawn(steps, fifth, { before: count, after: fifth }), NOW)).toEqual({ state: 'open' });
  });

  it('opens a wait that others began since, with less than it takes now', () => {
    const window = fixedWindow({ most: 3, windowMs: 60 * SECOND });
    const failed = window.counted(undefined, NOW);
    const one = window.counted(failed, NOW + SECOND);
    const other = window.counted(one, NOW + 2 * SECOND);
    expect(window.standing(other, NOW + 3 * SECOND).state).toBe('waiting');
    const left = withdrawn(window, other, { before: failed, after: one });
    expect(window.standing(left, NOW + 3 * SECOND)).toEqual({ state: 'open' });
    expect(withdrawn(window, left, { before: one, after: other })).toMatchObject({ attempts: 1 });
  });

  it('leaves a wait that others began since and still deserve', () => {
    const { count, nowMs } = climb(steps, 5);
    const sixth = steps.counted(count, nowMs + 30 * SECOND);
    const seventh = steps.counted(sixth, nowMs + 200 * SECOND);
    expect(withdrawn(steps, seventh, { before: count, after: sixth })).toEqual({ ...seventh, attempts: 6 });
  });
});

const after = (limit: Limit, attempts: number) => {
  let count: Count | undefined;
  for (let at = 0; at < attempts; at += 1) count = limit.counted(count, NOW);
  return count;
};
const waitMs = (limit: Limit, count: Count | undefined, nowMs: number) => {
  const standing = limit.standing(remembered(limit, count, nowMs), nowMs);
  return standing.state === 'waiting' ? standing.waitMs : 0;
};

describe('a clock that is set', () => {
  const HOUR = 3600 * SECOND;
  const window = fixedWindow({ most: 3, windowMs: 60 * SECOND });
  it.each([
    ['a ladder', steps],
    ['a window', window],
  ])('back makes nobody wait before the limit of %s is reached', (_name, limit) => {
    for (const backMs of [SECOND, HOUR, 9000 * HOUR])
      for (let attempts = 1; attempts < limit.closesAt; attempts += 1)
        expect(waitMs(limit, after(limit, attempts), NOW - backMs)).toBe(0);
  });

  it('back makes a wait as long as the limit gives it at most', () => {
    expect(waitMs(steps, after(steps, 5), NOW - HOUR)).toBe(30 * SECOND);
    expect(waitMs(steps, after(steps, 6), NOW - HOUR)).toBe(60 * SECOND);
    expect(waitMs(window, after(window, 3), NOW - HOUR)).toBe(60 * SECOND);
    expect(waitMs(steps, after(steps, 5), NOW - 5 * SECOND)).toBe(30 * SECOND);
  });

  it('back lets nothing be remembered longer than the limit remembers it', () => {
    const healed = remembered(steps, after(steps, 5), NOW - HOUR);
    expect(healed).toEqual({ attempts: 5, openAt: NOW - HOUR + 30 * SECOND, forgetAt: NOW - HOUR + 3630 * SECOND });
    expect(remembered(window, after(window, 2), NOW - HOUR)?.forgetAt).toBe(NOW - HOUR + 60 * SECOND);
  });

  it('back or forward turns no face on that is off', () => {
    for (const nowMs of [NOW - HOUR, NOW + 9000 * HOUR])
      expect(steps.standing(remembered(steps, after(steps, 9), nowMs), nowMs)).toEqual({ state: 'off' });
  });

  it('forward ends waits, and back again brings none back', () => {
    expect(waitMs(steps, after(steps, 5), NOW + HOUR)).toBe(0);
    const ahead = steps.counted(undefined, NOW + 9000 * HOUR);
    expect(waitMs(steps, ahead, NOW)).toBe(0);
  });
});
