import type { LiveStart } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import { wishesOf } from './live-plan.js';

const start = (fields: Omit<LiveStart, 'type'>): LiveStart => ({ type: 'start', ...fields });
const captures = (without: LiveStart['without']) => wishesOf(start({ purpose: 'sign-up', without })).captures;

describe('what a session keeps', () => {
  it('is nothing for a log-in or a step-up, which do not wait either', () => {
    for (const purpose of ['sign-in', 'step-up'] as const)
      expect(wishesOf(start({ purpose, review: true, pose: 'left' }))).toEqual({
        without: [],
        captures: [],
        review: false,
      });
  });

  it('is front, left and right for a sign-up, and for faces that are added', () => {
    for (const purpose of ['sign-up', 'add-face'] as const)
      expect(wishesOf(start({ purpose, review: true }))).toMatchObject({
        captures: ['front', 'left', 'right'],
        review: true,
      });
  });

  it('leaves out the pose that a person cannot show, and keeps two in any case', () => {
    expect(captures(['blink'])).toEqual(['front', 'left', 'right']);
    expect(captures(['turn-left'])).toEqual(['front', 'right']);
    expect(captures(['turn-left', 'turn-right'])).toEqual(['front', 'up', 'down']);
  });

  it('is the one pose that is asked for, unless it cannot be shown', () => {
    expect(wishesOf(start({ purpose: 'add-face', pose: 'up' })).captures).toEqual(['up']);
    expect(() => wishesOf(start({ purpose: 'add-face', pose: 'up', without: ['look-up'] }))).toThrow(/left out/);
  });
});
