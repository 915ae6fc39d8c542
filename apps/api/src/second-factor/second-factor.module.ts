import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ProofsModule } from '../proofs/proofs.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { UsersModule } from '../users/users.module.js';
import { AddedFactorAnswer } from './added-factor-answer.js';
import { LogInController } from './log-in.controller.js';
import { LogInService } from './log-in.service.js';
import { MyAuthenticatorAppService } from './my-authenticator-app.service.js';
import { MyFactorsController } from './my-factors.controller.js';
import { MyPasskeysController } from './my-passkeys.controller.js';
import { MyPasskeysService } from './my-passkeys.service.js';
import { PasskeyLogInService } from './passkey-log-in.service.js';
import { SecondFactorProofs } from './second-factor-proofs.js';

@Module({
  imports: [AttemptsModule, AuditModule, FactorsModule, MailModule, ProofsModule, SessionsModule, UsersModule],
  controllers: [LogInController, MyFactorsController, MyPasskeysController],
  providers: [
    AddedFactorAnswer,
    LogInService,
    MyAuthenticatorAppService,
    MyPasskeysService,
    PasskeyLogInService,
    SecondFactorProofs,
  ],
})
export class SecondFactorModule {}
