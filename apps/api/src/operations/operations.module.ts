import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CryptoModule } from '../common/crypto/crypto.module.js';
import type { AppConfig } from '../config/app-config.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { FaceModule } from '../face/face.module.js';
import { FactorsModule } from '../factors/factors.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { UsersModule } from '../users/users.module.js';
import { AuditCommands } from './audit-commands.js';
import { CleanCommand } from './clean-command.js';
import { Commands } from './commands.js';
import { KeyRotation } from './key-rotation.js';
import { Reindex } from './reindex.js';
import { UserCommands } from './user-commands.js';

@Module({
  imports: [AuditModule, FactorsModule, RetentionModule, SessionsModule, UsersModule, TemplatesModule, TokensModule],
  providers: [AuditCommands, CleanCommand, Commands, KeyRotation, Reindex, UserCommands],
  exports: [Commands],
})
export class OperationsModule {
  /** With all that a command needs when no server runs. */
  static alone(config: AppConfig): DynamicModule {
    return {
      module: OperationsModule,
      imports: [ConfigModule.of(config), DatabaseModule, CryptoModule, FaceModule],
    };
  }
}
