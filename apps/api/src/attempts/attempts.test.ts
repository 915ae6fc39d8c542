import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Attempts, counted } from './attempts.js';
import { fixedWindow, ladder } from './count.js';
import { MemoryAttemptStore } from './memory-attempt-store.js';

const SECOND = 1000;
const NOW = Date.UTC(2026, 10, 20);
const LIMITS = [
  ['ladder', ladder({ free: 3, firstWaitMs: 30 * SECOND, longestWaitMs: 3600 * SECOND, memoryMs: 86_400 * SECOND })],
  ['window', fixedWindow({ most: 3, windowMs: 30 * SECOND })],
] as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

it.each(LIMITS)(
  'a clock that was set back an hour: the wait of a %s ends, however often it is asked',
  async (_name, limit) => {
    const attempts = new Attempts(new MemoryAttemptStore());
    const claims = [counted('a', limit)];
    for (let at = 0; at < 3; at += 1) await attempts.begin(claims);
    for (let second = 0; second < 30; second += 1) {
      vi.setSystemTime(NOW - 3600 * SECOND + second * SECOND);
      await expect(attempts.begin(claims)).rejects.toMatchObject({ retryAfterSeconds: 30 - second });
    }
    vi.setSystemTime(NOW - 3600 * SECOND + 30 * SECOND);
    await attempts.begin(claims);
  },
);

it.each(LIMITS)(
  'an attempt of a %s that was begun before the clock was set back can be withdrawn',
  async (_name, limit) => {
    const attempts = new Attempts(new MemoryAttemptStore());
    const claims = [counted('a', limit)];
    const begun = [await attempts.begin(claims), await attempts.begin(claims), await attempts.begin(claims)];
    vi.setSystemTime(NOW - 3600 * SECOND);
    await expect(attempts.begin(claims)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    for (const attempt of begun) await attempt.withdraw();
    for (let at = 0; at < 3; at += 1) await attempts.begin(claims);
  },
);
