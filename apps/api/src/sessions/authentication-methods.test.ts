import { describe, expect, it } from 'vitest';
import { assuranceOf, type AuthenticationMethod, together } from './authentication-methods.js';

describe('assuranceOf', () => {
  it.each<[AuthenticationMethod[], string]>([
    [['pwd'], 'aal1'],
    [['face'], 'aal1'],
    [['face', 'pwd'], 'aal1'],
    [['swk'], 'aal1'],
    [['swk', 'mfa'], 'aal2'],
    [['hwk', 'face'], 'aal2'],
    [['pwd', 'otp'], 'aal2'],
    [['hwk', 'otp'], 'aal1'],
    [[], 'aal1'],
  ])('of %j is %s', (methods, level) => {
    expect(assuranceOf(methods)).toBe(level);
  });
});

it('methods are kept once each', () => {
  expect(together(['face', 'pwd'], ['pwd', 'swk'])).toEqual(['face', 'pwd', 'swk']);
});
