import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { RecognitionController } from './recognition.controller.js';
import { RecognitionService } from './recognition.service.js';

@Module({
  imports: [AttemptsModule, LivenessModule, UsersModule, TemplatesModule, SessionsModule, FactorsModule],
  controllers: [RecognitionController],
  providers: [RecognitionService],
})
export class RecognitionModule {}
