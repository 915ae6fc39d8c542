import type { Factor, MailKind } from './mail-kinds.js';

/** What a text can speak of. */
export interface MailFacts {
  username: string;
  /** Day and time in the reader's language. */
  moment: string;
  device?: string;
  factor?: Factor;
  /** Whether a link follows. */
  hasLink: boolean;
  /** The same of a moment to come. */
  until?: string;
}

export interface MailText {
  subject: string;
  /** Plain text, one a paragraph. */
  paragraphs: string[];
  /** What following the link does; only where there is one. */
  action?: string;
}

/** The words of one language. */
export interface MailTexts {
  kinds: Record<MailKind, (facts: MailFacts) => MailText>;
  /** Under each mail. @param origin of the server */
  footer: (origin: string) => string;
}
