import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { EmailUndoService } from './email-undo.service.js';
import { EmailVerificationController } from './email-verification.controller.js';
import { EmailVerificationService } from './email-verification.service.js';

@Module({
  imports: [
    AttemptsModule,
    AuditModule,
    ClaimsModule,
    FactorsModule,
    MailModule,
    SessionsModule,
    TemplatesModule,
    UsersModule,
  ],
  controllers: [EmailVerificationController],
  providers: [EmailUndoService, EmailVerificationService],
})
export class EmailVerificationModule {}
