import { expect, it } from 'vitest';
import { progressLine } from './progress.js';

it.each([
  { done: 0, line: 'x  0/100  0.0/s' },
  { done: 20, line: 'x  20/100  2.0/s  40 s left' },
  { done: 1, line: 'x  1/100  0.1/s  16 min 30 s left' },
  { done: 100, line: 'x  100/100  10.0/s' },
])('a progress line at $done of 100 after ten seconds', ({ done, line }) => {
  expect(progressLine({ title: 'x', done, total: 100, elapsedMs: 10_000 })).toBe(line);
});
