import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { LivenessModule } from '../liveness/liveness.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProofsModule } from '../proofs/proofs.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { UsersModule } from '../users/users.module.js';
import { EnrolmentController } from './enrolment.controller.js';
import { EnrolmentService } from './enrolment.service.js';
import { FaceAdditions } from './face-additions.js';
import { FacePreviews } from './face-previews.js';
import { FaceSources } from './face-sources.js';
import { MyFacesController } from './my-faces.controller.js';
import { MyFacesService } from './my-faces.service.js';
import { NewAccounts } from './new-accounts.js';

@Module({
  imports: [
    AttemptsModule,
    AuditModule,
    ConsentsModule,
    LivenessModule,
    MailModule,
    UsersModule,
    TemplatesModule,
    SessionsModule,
    ProofsModule,
  ],
  controllers: [EnrolmentController, MyFacesController],
  providers: [EnrolmentService, FaceAdditions, FacePreviews, FaceSources, MyFacesService, NewAccounts],
})
export class EnrolmentModule {}
