import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { MailModule } from '../mail/mail.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountReset } from './account-reset.js';

@Module({
  imports: [AttemptsModule, AuditModule, ConsentsModule, FactorsModule, MailModule, TemplatesModule, UsersModule],
  providers: [AccountReset],
  exports: [AccountReset],
})
export class ClaimsModule {}
