import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { ProofsModule } from '../proofs/proofs.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { VerificationController } from './verification.controller.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [AttemptsModule, UsersModule, TemplatesModule, SessionsModule, ProofsModule],
  controllers: [VerificationController],
  providers: [VerificationService],
})
export class VerificationModule {}
