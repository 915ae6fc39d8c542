import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { callbackify } from 'node:util';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Settings, TestServer } from './server.js';

export interface ReceivedMail {
  /** Of the envelope. */
  recipients: string[];
  /** As it came over the wire. */
  raw: string;
  parsed: Email;
}

/** A real SMTP server on this machine, which keeps what it is sent. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  /** Answers each recipient with this code, when it is set. */
  refuseWith: number | undefined;
  private server: SMTPServer | undefined;
  private port = 0;

  /** On the same port as before. */
  async start(): Promise<this> {
    const keep = callbackify((stream: Readable, recipients: string[]) => this.keep(stream, recipients));
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) =>
        done(this.refuseWith ? Object.assign(new Error('no such mailbox'), { responseCode: this.refuseWith }) : null),
      onData: (stream, { envelope }, done) =>
        keep(
          stream,
          envelope.rcptTo.map(({ address }) => address),
          done,
        ),
    });
    const listener = this.server.listen(this.port, '127.0.0.1');
    await once(listener, 'listening');
    this.port = (listener.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.server) this.server.close(resolve);
      else resolve();
    });
    this.server = undefined;
  }

  get settings(): Settings {
    return { SMTP_URL: `smtp://127.0.0.1:${this.port}`, FACEGATE_MAIL_FROM: 'Facegate <noreply@example.org>' };
  }

  to(address: string): ReceivedMail[] {
    return this.mails.filter(({ recipients }) => recipients.includes(address));
  }

  /** The newest one to this address with this in its subject; the test's own time limit is the deadline. */
  async next(address: string, subject: string, seen = 0): Promise<ReceivedMail> {
    for (;;) {
      const found = this.to(address).filter(({ parsed }) => parsed.subject?.includes(subject));
      if (found.length > seen) return found.at(-1)!;
      await sleep(20);
    }
  }

  static read(bytes: Uint8Array): Promise<Email> {
    return PostalMime.parse(bytes);
  }

  private async keep(stream: Readable, recipients: string[]): Promise<void> {
    const bytes = await buffer(stream);
    this.mails.push({ recipients, raw: bytes.toString('latin1'), parsed: await MailServer.read(bytes) });
  }
}

/** The secret of the link that a mail carries. */
export function tokenIn({ parsed }: Pick<ReceivedMail, 'parsed'>, page: string): string {
  const token = new RegExp(`^http://localhost:\\d+${page}#([\\w-]{43})$`, 'm').exec(parsed.text ?? '')?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in: ${parsed.text}`);
  return token;
}

/** Until nothing is left to send. */
export async function drained(server: TestServer): Promise<void> {
  while ((await server.sql('SELECT 1 FROM queued_mails LIMIT 1')).length > 0) await sleep(20);
}
