import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/app-config.js';
import type { AuthenticationMethod } from './authentication-methods.js';
import { SessionLimits } from './session-limits.js';

const HOUR_MS = 3_600_000;
const BEGUN_MS = Date.parse('2026-11-01T12:00:00Z');

describe('SessionLimits', () => {
  const limits = new SessionLimits(readConfig({ FACEGATE_SESSION_HOURS: '48', FACEGATE_SESSION_IDLE_HOURS: '10' }));
  const session = (usedAfterHours: number, revokedAt: Date | null = null) => ({
    revokedAt,
    expiresAt: new Date(BEGUN_MS + limits.absoluteMs),
    lastUsedAt: new Date(BEGUN_MS + usedAfterHours * HOUR_MS),
  });

  it.each([
    [0, 9.999, 'alive'],
    [0, 10, 'expired'],
    [9, 18.999, 'alive'],
    [47, 47.999, 'alive'],
    [47, 48, 'expired'],
  ] as const)('used after %d h is after %d h %s', (usedAfterHours, hours, state) => {
    expect(limits.stateOf(session(usedAfterHours), BEGUN_MS + hours * HOUR_MS)).toBe(state);
  });

  it('an ended one is revoked, whatever the time', () => {
    for (const hours of [1, 100])
      expect(limits.stateOf(session(0, new Date(BEGUN_MS)), BEGUN_MS + hours * HOUR_MS)).toBe('revoked');
  });

  it.each<[string, AuthenticationMethod[], AuthenticationMethod[], boolean]>([
    ['any', ['pwd'], ['face', 'pwd'], true],
    ['any', ['pwd'], ['pwd', 'otp'], false],
    ['any', ['otp'], ['pwd', 'otp'], false],
    ['any', ['hwk', 'user', 'mfa'], ['pwd', 'hwk', 'user', 'mfa'], true],
    ['face+passkey', ['hwk', 'user', 'mfa'], ['face', 'hwk', 'user', 'mfa'], false],
    ['face+passkey', ['hwk', 'user', 'mfa'], ['pwd', 'hwk', 'user', 'mfa'], true],
  ])('with %s demanded, %j for %j are enough: %s', (demand, shown, claimed, enough) => {
    expect(new SessionLimits(readConfig({ FACEGATE_SIGN_IN: demand })).areEnough(shown, claimed)).toBe(enough);
  });
});
