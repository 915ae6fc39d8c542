import { describe, expect, it } from 'vitest';
import { isFresh } from './life.js';

const NOW = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('isFresh', () => {
  it.each([
    ['just now', 0, true],
    ['a moment before the end', 5 * MINUTE - 1, true],
    ['at the end', 5 * MINUTE, false],
    ['by a server whose clock is some seconds ahead', -5000, true],
    ['before the clock was set back an hour', -HOUR, false],
  ])('of a proof given %s: %s ms ago', (_name, ageMs, fresh) => {
    expect(isFresh(new Date(NOW - ageMs), 5 * MINUTE, NOW)).toBe(fresh);
  });
});
