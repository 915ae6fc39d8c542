import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { PublicAddress } from '../common/http/public-address.js';
import { AppConfig } from '../config/app-config.js';
import { UsersModule } from '../users/users.module.js';
import { AccountMails } from './account-mails.js';
import { ExpiredLinks } from './expired-links.js';
import { MailDelivery } from './mail-delivery.js';
import { MailLimits } from './mail-limits.js';
import { MailQueueRepository } from './mail-queue.repository.js';
import { MailTransport } from './mail-transport.js';
import { MailWriter } from './mail-writer.js';
import { MailedLinkEntity } from './mailed-link.entity.js';
import { MailedLinks } from './mailed-links.js';
import { MailedLinksRepository } from './mailed-links.repository.js';
import { OldOutboxMails } from './old-outbox-mails.js';
import { OutboxFolder } from './outbox-folder.js';
import { QueuedMailEntity } from './queued-mail.entity.js';
import { SmtpTransport } from './smtp-transport.js';

@Module({
  imports: [TypeOrmModule.forFeature([QueuedMailEntity, MailedLinkEntity]), AttemptsModule, UsersModule],
  providers: [
    AccountMails,
    ExpiredLinks,
    MailDelivery,
    MailLimits,
    MailQueueRepository,
    MailWriter,
    MailedLinks,
    MailedLinksRepository,
    OldOutboxMails,
    PublicAddress,
    {
      provide: MailTransport,
      inject: [AppConfig],
      useFactory: (config: AppConfig): MailTransport =>
        config.smtpServer ? new SmtpTransport(config.smtpServer, config) : new OutboxFolder(config),
    },
  ],
  exports: [AccountMails, ExpiredLinks, MailDelivery, MailLimits, MailedLinks, OldOutboxMails, PublicAddress],
})
export class MailModule {}
