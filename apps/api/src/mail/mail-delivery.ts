import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { NodemailerError } from 'nodemailer';
import { partEnds } from '../common/shutdown.js';
import { DAY_MS } from '../common/retention-rule.js';
import { EmailAddresses } from '../users/email-addresses.js';
import { FIRST_WAIT_S, LONGEST_WAIT_S, MailQueueRepository } from './mail-queue.repository.js';
import { MailRefused, MailTransport } from './mail-transport.js';
import { MailWriter } from './mail-writer.js';
import type { QueuedMailEntity } from './queued-mail.entity.js';

const EVERY_MS = 1000;
/** Longer than one attempt can take: then whoever had the mail is dead. */
const LEASE_S = 120;
const ATTEMPT_MS = 60_000;
export const QUEUED_MAIL_DAYS = 3;
const PATIENCE_MS = QUEUED_MAIL_DAYS * DAY_MS;
/** Within some minutes: a clock that is set forward makes every mail old. */
const LEAST_ATTEMPTS = 6;

/**
 * Sends what is in the queue, one mail after the other, behind every answer. Several servers share the work: a mail is
 * sent by one of them, and again only if that one died with it or could not send it.
 */
@Injectable()
export class MailDelivery implements BeforeApplicationShutdown {
  private readonly logger = new Logger(MailDelivery.name);
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: MailQueueRepository,
    private readonly writer: MailWriter,
    private readonly transport: MailTransport,
    private readonly addresses: EmailAddresses,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await partEnds('sending the mail under way', this.running);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      const found = this.writer.ready && (await this.deliverNext());
      if (!found) await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns whether there was one; a database that is away is asked again */
  private async deliverNext(): Promise<boolean> {
    try {
      const mail = await this.queue.claim(LEASE_S);
      if (!mail) return false;
      if (await this.attempt(mail)) await this.queue.remove(mail);
      else await this.queue.postpone(mail, this.stopped.signal.aborted ? 0 : waitAfter(mail.attempts));
      return true;
    } catch (error) {
      this.logger.warn(`The mails that wait cannot be read: ${String(error)}`);
      return false;
    }
  }

  private async asked({ kind, userId, address }: QueuedMailEntity): Promise<void> {
    if (kind === 'email-verification' && userId !== null) await this.addresses.beginConfirmation(userId, address);
  }

  /** Whether the mail is done with. */
  private async attempt(mail: QueuedMailEntity): Promise<boolean> {
    const { id, kind, attempts, createdAt } = mail;
    try {
      const message = await this.writer.write(mail);
      const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(ATTEMPT_MS)]);
      if (message) await this.transport.send(message, signal);
      await this.asked(mail);
      return true;
    } catch (error) {
      // Nobody reads that address: whoever signed up with it has it no longer than others would.
      if (error instanceof MailRefused) await this.asked(mail);
      const isOld = Date.now() - createdAt.getTime() > PATIENCE_MS && attempts >= LEAST_ATTEMPTS;
      const hopeless = error instanceof MailRefused || isOld;
      if (hopeless)
        this.logger.error(`Mail ${id} (${kind}) is given up after ${attempts} attempts: ${reasonOf(error)}`);
      else if (!this.stopped.signal.aborted)
        this.logger.warn(`Mail ${id} (${kind}) could not be sent, and will be tried again: ${reasonOf(error)}`);
      return hopeless;
    }
  }
}

function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (attempts - 1));
}

/** Never the words of the mail server, which can quote the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, responseCode } = (error instanceof MailRefused ? error.cause : error) as Partial<NodemailerError>;
  return [error.name, code, responseCode].filter((part) => part !== undefined).join(' ');
}
