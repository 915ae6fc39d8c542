import { type DynamicModule, Module } from '@nestjs/common';
import { AuthenticationModule } from './authentication/authentication.module.js';
import { CryptoModule } from './common/crypto/crypto.module.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { FaceModule } from './face/face.module.js';
import { HealthModule } from './health/health.module.js';
import { RecognitionModule } from './recognition/recognition.module.js';

@Module({})
export class AppModule {
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
        AuthenticationModule,
        HealthModule,
      ],
    };
  }
}
