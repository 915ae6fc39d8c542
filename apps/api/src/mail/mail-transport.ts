import type { MailKind } from './mail-kinds.js';

/** A mail as it is sent. */
export interface Message {
  kind: MailKind;
  /** One e-mail address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The secret in `text` and `html`, where they have one. */
  link?: string;
}

/** Will never be taken, however often it is tried. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The way out of the house. Its own DI token. */
export abstract class MailTransport {
  /**
   * Returns once somebody else answers for the mail.
   * @throws MailRefused; after any other error it may be tried again
   */
  abstract send(message: Message, signal: AbortSignal): Promise<void>;
}
