import { Module } from '@nestjs/common';
import { AuditEventsRepository } from '../audit/audit-events.repository.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuditPruner } from '../audit/audit-pruner.js';
import type { RetentionRule } from '../common/retention-rule.js';
import { ExpiredChallenges, ExpiredTickets } from '../factors/factor-cleaners.js';
import { FactorsModule } from '../factors/factors.module.js';
import { ExpiredProofs } from '../liveness/liveness-cleaners.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { ExpiredLinks } from '../mail/expired-links.js';
import { MailModule } from '../mail/mail.module.js';
import { OldOutboxMails } from '../mail/old-outbox-mails.js';
import { SessionCleaner } from '../sessions/session-cleaner.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { OrphanPictures } from '../templates/orphan-pictures.js';
import { PictureExpiry } from '../templates/picture-expiry.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UnconfirmedAccounts } from '../templates/unconfirmed-accounts.js';
import { UnfinishedErasures } from '../templates/unfinished-erasures.js';
import { ExpiredLeftAddresses } from '../users/expired-left-addresses.js';
import { UsersModule } from '../users/users.module.js';
import { CleanUp } from './clean-up.js';
import { IdleAccounts } from './idle-accounts.js';
import { IdleAccountsRepository } from './idle-accounts.repository.js';

/** Everything that is not kept for ever, in the order in which it goes. */
const RULES = [
  UnfinishedErasures,
  UnconfirmedAccounts,
  IdleAccounts,
  PictureExpiry,
  OrphanPictures,
  SessionCleaner,
  ExpiredChallenges,
  ExpiredTickets,
  ExpiredLinks,
  ExpiredLeftAddresses,
  OldOutboxMails,
  ExpiredProofs,
  AuditPruner,
];

@Module({
  imports: [AuditModule, FactorsModule, LivenessModule, MailModule, SessionsModule, TemplatesModule, UsersModule],
  providers: [
    IdleAccounts,
    IdleAccountsRepository,
    {
      provide: CleanUp,
      inject: [AuditEventsRepository, ...RULES],
      useFactory: (events: AuditEventsRepository, ...rules: RetentionRule[]) =>
        new CleanUp(rules, () => events.newestAt()),
    },
  ],
  exports: [CleanUp],
})
export class RetentionModule {}
