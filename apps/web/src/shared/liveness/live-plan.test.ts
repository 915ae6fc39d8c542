import { expect, test } from 'vitest';
import { guidedPoses, omissible, poseOf } from './live-plan.js';

test('every movement can be left out, but not the one that shows the only pose of a session', () => {
  expect(omissible('turn-left', { purpose: 'sign-in' })).toBe('turn-left');
  expect(omissible('turn-left', { purpose: 'sign-up' })).toBe('turn-left');
  expect(omissible('turn-left', { purpose: 'add-face', pose: 'up' })).toBe('turn-left');
  expect(omissible('look-up', { purpose: 'add-face', pose: 'up' })).toBeNull();
  expect(omissible('hold-still', { purpose: 'sign-up' })).toBeNull();
  expect(omissible(null, { purpose: 'sign-in' })).toBeNull();
});

test('poses that a person cannot show are not captured, and one who cannot turn looks up and down', () => {
  expect(guidedPoses([])).toEqual(['front', 'left', 'right']);
  expect(guidedPoses(['blink'])).toEqual(['front', 'left', 'right']);
  expect(guidedPoses(['turn-left'])).toEqual(['front', 'right']);
  expect(guidedPoses(['turn-left', 'turn-right'])).toEqual(['front', 'up', 'down']);
});

test('a pose is known by the action that shows it', () => {
  expect(poseOf('turn-right')).toBe('right');
  expect(poseOf('hold-still')).toBe('front');
  expect(poseOf('blink')).toBeNull();
  expect(poseOf(null)).toBeNull();
});
