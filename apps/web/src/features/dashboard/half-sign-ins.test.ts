import type { AccountEvent } from '@facegate/contracts';
import { describe, expect, test } from 'vitest';
import { halfSignIns } from './half-sign-ins.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();
const HOME = { device: 'Chrome, Windows', network: '192.0.2.0/24' };
const ELSEWHERE = { device: 'Chrome, Windows', network: '203.0.113.0/24' };

const event = (minute: number, fields: Partial<AccountEvent>): AccountEvent => ({
  id: `${fields.action} at ${minute}`,
  time: at(minute),
  action: 'second-factor-asked',
  actor: 'unknown',
  outcome: 'success',
  method: 'password',
  ...HOME,
  ...fields,
});
const asked = (minute: number): AccountEvent => event(minute, { action: 'second-factor-asked' });
const signedIn = (minute: number, fields: Partial<AccountEvent> = {}): AccountEvent =>
  event(minute, { action: 'sign-in', actor: 'self', ...fields });

const NONE = { byPassword: [], byFace: [] };
const byPassword = (...halves: AccountEvent[]) => ({ byPassword: halves, byFace: [] });

describe('log-ins that stopped at the second factor', () => {
  test('are those that nobody completed, by password and by face', () => {
    const byFace = event(29, { method: 'face' });
    expect(halfSignIns([asked(30), byFace, signedIn(21), asked(20)], null)).toEqual({
      byPassword: [asked(30)],
      byFace: [byFace],
    });
  });

  test('are not made good by a log-in from elsewhere, a later one, one before, or one that failed', () => {
    const others = [signedIn(25, ELSEWHERE), signedIn(31), signedIn(19), signedIn(22, { outcome: 'failure' })];
    for (const other of others) expect(halfSignIns([other, asked(20)], null)).toEqual(byPassword(asked(20)));
  });

  test('may be begun twice and completed once', () => {
    expect(halfSignIns([signedIn(22), asked(21), asked(20)], null)).toEqual(NONE);
  });

  test('count from a time on', () => {
    expect(halfSignIns([asked(20), asked(5)], at(10))).toEqual(byPassword(asked(20)));
  });

  test.each(['password-changed', 'password-recovered'] as const)('by a password are over once it was %s', (action) => {
    const byFace = event(20, { method: 'face' });
    expect(halfSignIns([asked(40), event(30, { action }), byFace, asked(20)], null)).toEqual({
      byPassword: [asked(40)],
      byFace: [byFace],
    });
  });

  test('are not over by a change that failed', () => {
    const failed = event(30, { action: 'password-changed', outcome: 'failure' });
    expect(halfSignIns([failed, asked(20)], null)).toEqual(byPassword(asked(20)));
  });

  test('are none of the other events', () => {
    expect(halfSignIns([event(20, { action: 'step-up' }), signedIn(10)], null)).toEqual(NONE);
  });
});
