import { expect, test } from 'vitest';
import { liveStatus } from './live-status.js';

test.each([
  ['waiting', 0, 'waiting'],
  ['connecting', 0, 'connecting'],
  ['watching', 0, 'nobody'],
  ['watching', 2, null],
  ['resting', 0, 'resting'],
] as const)('%s with %d faces: %s', (phase, faces, expected) => {
  expect(liveStatus({ phase }, faces)).toBe(expected);
});

test('nothing is said while a connection is made anew around a face that stays', () => {
  expect(liveStatus({ phase: 'connecting' }, 1)).toBeNull();
});
