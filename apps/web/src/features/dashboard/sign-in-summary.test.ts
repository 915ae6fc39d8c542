import type { SignInEvent } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { perDay, summarize } from './sign-in-summary.js';

let count = 0;
function event(outcome: SignInEvent['outcome'], time = new Date(2026, 10, 20)): SignInEvent {
  count += 1;
  return { id: String(count), time: time.toISOString(), method: 'password', outcome };
}

describe('the last sign-in', () => {
  test('is the one before the newest, and failures count from there on', () => {
    const [newest, ownTypo, last, older] = [event('success'), event('failure'), event('success'), event('failure')];
    const after = event('failure');
    expect(summarize([after, newest, ownTypo, last, older])).toEqual({ last, failures: [after, ownTypo] });
  });

  test('of a first visit is none, and every failure counts', () => {
    const failure = event('failure');
    expect(summarize([event('success'), failure])).toEqual({ last: null, failures: [failure] });
    expect(summarize([])).toEqual({ last: null, failures: [] });
  });
});

test('sign-ins are counted by days of the own time zone, across the end of a month', () => {
  const events = [
    event('success', new Date(2026, 10, 1, 23, 59, 59)),
    event('failure', new Date(2026, 10, 1, 0, 0, 0)),
    event('success', new Date(2026, 9, 31, 12)),
    event('success', new Date(2026, 9, 29, 23, 59, 59)),
  ];
  expect(perDay(events, new Date(2026, 10, 1, 18), 3)).toEqual([
    { day: new Date(2026, 9, 30), successes: 0, failures: 0 },
    { day: new Date(2026, 9, 31), successes: 1, failures: 0 },
    { day: new Date(2026, 10, 1), successes: 1, failures: 1 },
  ]);
});
