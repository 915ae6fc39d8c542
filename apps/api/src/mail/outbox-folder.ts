import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { ensurePrivateFolder, writeAtomically } from '../common/files/durable-files.js';
import type { AppConfig } from '../config/app-config.js';
import { envelope } from './envelope.js';
import { MailTransport, type Message } from './mail-transport.js';

export function outboxOf({ dataDir }: Pick<AppConfig, 'dataDir'>): string {
  return join(dataDir, 'outbox');
}

/**
 * Without `SMTP_URL`: each mail is a file in `outbox` of the data folder (0600), and its link is shown on the console, but for
 * production, where the console is a log that others read.
 */
export class OutboxFolder extends MailTransport {
  private readonly logger = new Logger('Mail');
  private readonly folder: string;
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(private readonly config: Pick<AppConfig, 'dataDir' | 'mailFrom' | 'environment'>) {
    super();
    this.folder = outboxOf(config);
  }

  override async send(message: Message): Promise<void> {
    const { message: bytes } = await this.composer.sendMail(envelope(message, this.config.mailFrom));
    if (!Buffer.isBuffer(bytes)) throw new TypeError('the mail was not composed into a buffer');
    await ensurePrivateFolder(this.folder);
    const path = join(
      this.folder,
      `${new Date().toISOString().replaceAll(':', '-')}_${message.kind}_${randomUUID()}.eml`,
    );
    await writeAtomically(path, bytes);
    const shown = message.link !== undefined && this.config.environment !== 'production' ? `: ${message.link}` : '';
    this.logger.log(`There is no SMTP_URL; "${message.subject}" is in ${path}${shown}`);
  }
}
