import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/app-config.js';
import { PrivacyController } from './privacy.controller.js';

const factsOf = (environment: Record<string, string>) => new PrivacyController(readConfig(environment)).facts();

describe('what the privacy page tells', () => {
  it('is of files for the operator where no mail server is set, and of nobody outside', () => {
    const { sendsMail, asksForLeakedPasswords, days } = factsOf({});
    expect({ sendsMail, asksForLeakedPasswords }).toEqual({ sendsMail: false, asksForLeakedPasswords: false });
    expect(days).toMatchObject({ queuedMails: 3, outboxMails: 30, deviceCookie: 180, attempts: 30 });
  });

  it('is of no such files where there is one', () => {
    const { sendsMail, days } = factsOf({
      SMTP_URL: 'smtps://facegate@mail.example.org',
      FACEGATE_MAIL_FROM: 'facegate@example.org',
    });
    expect(sendsMail).toBe(true);
    expect(days.outboxMails).toBeUndefined();
  });

  it('names the service that is asked for leaked passwords', () => {
    expect(factsOf({ FACEGATE_PWNED_PASSWORDS: 'https://pwned.example.org' }).asksForLeakedPasswords).toBe(true);
  });
});
