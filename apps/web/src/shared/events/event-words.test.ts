import { AUDIT_ACTIONS, type AccountEvent, SIGN_IN_METHODS } from '@facegate/contracts';
import { createInstance } from 'i18next';
import { describe, expect, test } from 'vitest';
import events from '../i18n/en/events.json' with { type: 'json' };
import { eventWords } from './event-words.js';

const i18n = createInstance({ lng: 'en', resources: { en: { events } }, defaultNS: 'events', initAsync: false });
await i18n.init();
const t = i18n.getFixedT('en', 'events');
const event = (fields: Partial<AccountEvent>): AccountEvent => ({
  id: '1',
  time: '2026-11-20T12:00:00Z',
  action: 'sign-in',
  actor: 'self',
  outcome: 'success',
  ...fields,
});

describe('the words for an event', () => {
  test.each(AUDIT_ACTIONS)('are there for %s', (action) => {
    expect(eventWords(t, event({ action }))).not.toContain('.');
  });

  test.each(SIGN_IN_METHODS)('are there for signing in by %s, and failing to', (method) => {
    const words = (['success', 'failure'] as const).map((outcome) => eventWords(t, event({ method, outcome })));
    expect(new Set(words).size).toBe(2);
    for (const said of words) expect(said).not.toContain('.');
  });

  test('say what somebody else tried with one’s face', () => {
    const reason = 'FACE_ALREADY_ENROLLED';
    expect(eventWords(t, event({ action: 'sign-up', outcome: 'failure', reason }))).toContain('sign up with your face');
    expect(eventWords(t, event({ action: 'face-added', outcome: 'failure', reason }))).toContain('their account');
  });

  test('say what was right when a second factor is asked for', () => {
    const action = 'second-factor-asked';
    expect(eventWords(t, event({ action, method: 'password' }))).toBe('Right password, second factor asked for');
    expect(eventWords(t, event({ action, method: 'face' }))).toBe('Right face, second factor asked for');
  });

  test('say that a proof failed', () => {
    expect(eventWords(t, event({ action: 'step-up', outcome: 'failure' }))).toContain('Failed to prove');
  });

  test('speak to an operator of the account, not of “you”', () => {
    const every = AUDIT_ACTIONS.flatMap((action) => [
      event({ action }),
      event({ action, outcome: 'failure' }),
      event({ action, outcome: 'failure', reason: 'FACE_ALREADY_ENROLLED' }),
    ]);
    for (const one of every) expect(eventWords(t, one, 'operator')).not.toMatch(/\byour?\b/);
  });
});
