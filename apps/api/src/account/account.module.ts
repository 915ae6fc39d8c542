import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProofsModule } from '../proofs/proofs.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountExport } from './account-export.js';
import { MeController } from './me.controller.js';
import { MyAccountService } from './my-account.service.js';
import { MyActivityController } from './my-activity.controller.js';
import { MySessionsController } from './my-sessions.controller.js';

@Module({
  imports: [
    AttemptsModule,
    AuditModule,
    ConsentsModule,
    FactorsModule,
    MailModule,
    UsersModule,
    TemplatesModule,
    SessionsModule,
    ProofsModule,
  ],
  controllers: [MeController, MyActivityController, MySessionsController],
  providers: [AccountExport, MyAccountService],
})
export class AccountModule {}
