import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { ensurePrivateFolder, writeAtomically } from '../common/files/durable-files.js';
import type { AppConfig } from '../config/app-config.js';
import { envelope } from './envelope.js';
import { MailTransport, type Message } from './mail-transport.js';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Without `SMTP_URL`: each mail is a file in `outbox` of the data folder (0600), for a month, and its link is shown on the
 * console, but for production, where the console is a log that others read.
 */
export class OutboxFolder extends MailTransport {
  private readonly logger = new Logger('Mail');
  private readonly folder: string;
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly config: Pick<AppConfig, 'dataDir' | 'mailFrom' | 'environment'>) {
    super();
    this.folder = join(config.dataDir, 'outbox');
  }

  override async send(message: Message): Promise<void> {
    const { message: bytes } = await this.composer.sendMail(envelope(message, this.config.mailFrom));
    if (!Buffer.isBuffer(bytes)) throw new TypeError('the mail was not composed into a buffer');
    await ensurePrivateFolder(this.folder);
    const now = new Date();
    const path = join(this.folder, `${now.toISOString().replaceAll(':', '-')}_${message.kind}_${randomUUID()}.eml`);
    await writeAtomically(path, bytes);
    const shown = message.link !== undefined && this.config.environment !== 'production' ? `: ${message.link}` : '';
    this.logger.log(`There is no SMTP_URL; "${message.subject}" is in ${path}${shown}`);
    await this.forget(new Date(now.getTime() - KEPT_MS).toISOString().replaceAll(':', '-'));
  }

  /** Names begin with the time, and sort by it. */
  private async forget(before: string): Promise<void> {
    for (const name of await readdir(this.folder))
      if (name.endsWith('.eml') && name < before) await rm(join(this.folder, name), { force: true });
  }
}
