import { Module } from '@nestjs/common';
import { ClientAddress } from '../common/http/client-address.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';

@Module({
  imports: [AuditModule, MailModule, SessionsModule, UsersModule],
  controllers: [RecoveryController],
  providers: [ClientAddress, RecoveryService],
})
export class RecoveryModule {}
