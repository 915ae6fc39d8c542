import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/consents.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProofsModule } from '../proofs/proofs.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { MyConsentController } from './my-consent.controller.js';
import { MyConsentService } from './my-consent.service.js';
import { PrivacyController } from './privacy.controller.js';

@Module({
  imports: [ConsentsModule, MailModule, ProofsModule, SessionsModule, TemplatesModule, UsersModule],
  controllers: [MyConsentController, PrivacyController],
  providers: [MyConsentService],
})
export class PrivacyModule {}
