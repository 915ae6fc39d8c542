import type { Language } from '@facegate/contracts';
import type { MailDetails, MailKind } from './mail-kinds.js';
import { GERMAN } from './mail-texts-de.js';
import { ENGLISH } from './mail-texts-en.js';
import type { MailTexts } from './mail-texts.js';
import type { Message } from './mail-transport.js';

const TEXTS: Readonly<Record<Language, MailTexts>> = { en: ENGLISH, de: GERMAN };

interface Written {
  kind: MailKind;
  to: string;
  language: Language;
  details: MailDetails & { username: string };
  /** Address of this server. */
  origin: string;
  link?: string;
}

/** One mail as plain text and as HTML, which say the same; nothing in it is loaded from anywhere. */
export function layOut({ kind, to, language, details, origin, link }: Written): Message {
  const { at, until, leftAddress: _leftAddress, ...told } = details;
  const facts = {
    ...told,
    hasLink: link !== undefined,
    moment: momentOf(at, language),
    ...(until !== undefined && { until: momentOf(until, language) }),
  };
  const { subject, paragraphs, action = '' } = TEXTS[language].kinds[kind](facts);
  const footer = TEXTS[language].footer(origin);
  return {
    kind,
    to,
    subject,
    text: [...paragraphs, ...(link === undefined ? [] : [`${action}:\n${link}`]), `-- \n${footer}`].join('\n\n'),
    html: page(language, subject, [
      ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
      ...(link === undefined ? [] : [`<p><a href="${escaped(link)}">${escaped(action)}</a></p>`]),
      `<p><small>${escaped(footer)}</small></p>`,
    ]),
    ...(link !== undefined && { link }),
  };
}

function page(language: Language, title: string, body: readonly string[]): string {
  const head = `<meta charset="utf-8"><title>${escaped(title)}</title>`;
  const style = 'font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em';
  return `<!doctype html>\n<html lang="${language}"><head>${head}</head><body style="${style}">\n${body.join('\n')}\n</body></html>\n`;
}

/** Day and minute. Nobody knows the reader's time zone here. */
function momentOf(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return `${format.format(new Date(iso))} UTC`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
