import { LANGUAGES } from '@facegate/contracts';
import { describe, expect, it } from 'vitest';
import type { MailKind } from './mail-kinds.js';
import { layOut } from './mail-layout.js';
import { ENGLISH } from './mail-texts-en.js';

const KINDS = Object.keys(ENGLISH.kinds) as MailKind[];
const ORIGIN = 'https://login.example.org';
const LINK = `${ORIGIN}/recover#${'A'.repeat(43)}`;

function written(kind: MailKind, language: 'en' | 'de', username = 'anna', link?: string) {
  const details = { at: '2026-11-20T12:34:56.000Z', username, device: 'Firefox, Linux' };
  return layOut({
    kind,
    to: 'anna@example.org',
    language,
    details,
    origin: ORIGIN,
    ...(link !== undefined && { link }),
  });
}

describe.each(LANGUAGES)('mails in %s', (language) => {
  it.each(KINDS)('%s names the account and the server, in text and HTML', (kind) => {
    const { subject, text, html } = written(kind, language);
    expect(subject).toMatch(/^[^\r\n]{8,70}$/);
    for (const part of [text, html]) {
      expect(part).toContain('anna');
      expect(part).toContain(ORIGIN);
      expect(part).not.toMatch(/undefined|Invalid Date/);
    }
  });

  it('say when it was, and on what', () => {
    const { text } = written('new-device', language);
    expect(text).toContain(language === 'en' ? '20 November 2026' : '20. November 2026');
    expect(text).toContain('12:34 UTC');
    expect(text).toContain('Firefox, Linux');
  });

  it.each(['recovery', 'email-verification'] as const)('%s has its link once in each part', (kind) => {
    const { text, html, link } = written(kind, language, 'anna', LINK);
    expect(link).toBe(LINK);
    expect(text.split(LINK)).toHaveLength(2);
    expect(html.split(LINK)).toHaveLength(2);
    expect(html).toMatch(new RegExp(`<a href="${LINK}">[^<]{8,}</a>`));
  });

  it.each(KINDS)('%s lets no name into its HTML', (kind) => {
    const { html } = written(kind, language, `<a href="https://evil.example">'x'&</a>`);
    expect(html).not.toContain('<a ');
    expect(html).toContain('&lt;a href=&quot;https://evil.example&quot;&gt;&#39;x&#39;&amp;&lt;/a&gt;');
  });
});

it('no two kinds have one subject', () => {
  for (const language of LANGUAGES)
    expect(new Set(KINDS.map((kind) => written(kind, language).subject)).size).toBe(KINDS.length);
});
