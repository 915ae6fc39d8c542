import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { AuditEndLog } from './audit/audit-end-log.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthenticationModule } from './authentication/authentication.module.js';
import { CryptoModule } from './common/crypto/crypto.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EmailVerificationModule } from './email-verification/email-verification.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { FaceModule } from './face/face.module.js';
import { HealthModule } from './health/health.module.js';
import { LiveModule } from './live/live.module.js';
import { MailDelivery } from './mail/mail-delivery.js';
import { MailModule } from './mail/mail.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OperatorServer } from './operations/operator-server.js';
import { OversightModule } from './oversight/oversight.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { RecognitionModule } from './recognition/recognition.module.js';
import { RecoveryModule } from './recovery/recovery.module.js';
import { CleanUp } from './retention/clean-up.js';
import { RetentionModule } from './retention/retention.module.js';
import { SecondFactorModule } from './second-factor/second-factor.module.js';
import { IndexFiller } from './templates/index-filler.js';
import { IndexFollower } from './templates/index-follower.js';
import { TemplatesModule } from './templates/templates.module.js';
import { VerificationModule } from './verification/verification.module.js';

@Module({})
export class AppModule implements OnApplicationBootstrap {
  constructor(
    private readonly filler: IndexFiller,
    private readonly follower: IndexFollower,
    private readonly mails: MailDelivery,
    private readonly cleanUp: CleanUp,
    private readonly auditEnd: AuditEndLog,
  ) {}

  /** What only the server does, and no command that borrows its modules. */
  onApplicationBootstrap(): void {
    this.filler.start();
    this.follower.start();
    this.mails.start();
    this.cleanUp.start();
    this.auditEnd.start();
  }

  static of(config: AppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        DatabaseModule,
        CryptoModule,
        FaceModule,
        EnrolmentModule,
        RecognitionModule,
        VerificationModule,
        AuthenticationModule,
        AccountModule,
        AuditModule,
        HealthModule,
        LiveModule,
        TemplatesModule,
        MailModule,
        RecoveryModule,
        EmailVerificationModule,
        SecondFactorModule,
        PrivacyModule,
        OversightModule,
        RetentionModule,
        OperationsModule,
      ],
      providers: [OperatorServer],
    };
  }
}
