import { describe, expect, test } from 'vitest';
import { type AuditFilters, auditQuery, readAuditFilters, writeAuditFilters } from './audit-filters.js';

const ALL: AuditFilters = {
  account: 'ada',
  action: 'sign-in',
  outcome: 'failure',
  from: '2026-10-25',
  to: '2026-10-25',
};

describe('the filters of the audit trail', () => {
  test('come back from the address as they went', () => {
    expect(readAuditFilters(new URLSearchParams(writeAuditFilters(ALL)))).toEqual(ALL);
    expect(readAuditFilters(new URLSearchParams(writeAuditFilters({})))).toEqual({});
  });

  test('that were emptied are not in the address', () => {
    expect(writeAuditFilters({ ...ALL, account: '', from: '', to: '' })).toEqual({
      action: 'sign-in',
      outcome: 'failure',
    });
  });

  test.each([
    'action=everything',
    'outcome=maybe',
    'from=today',
    'from=2026-06-31',
    'to=2026-13-01',
    'to=2026-1-1',
    'account=',
  ])('let everything through for %s', (text) => {
    expect(readAuditFilters(new URLSearchParams(text))).toEqual({});
  });

  test('ask for whole days of the person’s own calendar, the last one with them', () => {
    const { from, to, ...others } = auditQuery(ALL);
    expect(others).toEqual({ user: 'ada', action: 'sign-in', outcome: 'failure' });
    expect(from).toBe(new Date(2026, 9, 25).toISOString());
    expect(to).toBe(new Date(2026, 9, 26).toISOString());
    expect(auditQuery({ to: '2026-12-31' })).toEqual({ to: new Date(2027, 0, 1).toISOString() });
    expect(auditQuery({})).toEqual({});
  });
});
