import { expect, test } from 'vitest';
import { omissible } from './live-plan.js';

test('at log-in every movement can be left out, holding still cannot', () => {
  expect(omissible('turn-left', { purpose: 'sign-in' })).toBe('turn-left');
  expect(omissible('blink', { purpose: 'step-up' })).toBe('blink');
  expect(omissible('hold-still', { purpose: 'sign-in' })).toBeNull();
  expect(omissible(null, { purpose: 'sign-in' })).toBeNull();
});

test('a movement whose pose is captured cannot be left out', () => {
  expect(omissible('turn-left', { purpose: 'sign-up' })).toBeNull();
  expect(omissible('turn-right', { purpose: 'add-face' })).toBeNull();
  expect(omissible('look-up', { purpose: 'sign-up' })).toBe('look-up');
  expect(omissible('blink', { purpose: 'sign-up' })).toBe('blink');
  expect(omissible('turn-left', { purpose: 'add-face', pose: 'up' })).toBe('turn-left');
  expect(omissible('look-up', { purpose: 'add-face', pose: 'up' })).toBeNull();
});
