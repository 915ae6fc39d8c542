import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Keyring } from '../common/crypto/keyring.js';
import { AppConfig } from '../config/app-config.js';
import { UsersModule } from '../users/users.module.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditChainEntity } from './audit-chain.entity.js';
import { AuditEventEntity } from './audit-event.entity.js';
import { AuditEndLog } from './audit-end-log.js';
import { AuditEventsRepository } from './audit-events.repository.js';
import { AuditKeys } from './audit-keys.js';
import { AuditPagesRepository } from './audit-pages.repository.js';
import { AuditPruner } from './audit-pruner.js';
import { AuditReader } from './audit-reader.js';
import { AuditTrail } from './audit-trail.js';
import { AuditVerifier } from './audit-verifier.js';
import { OwnEvents } from './own-events.js';
import { SignInEventsRepository } from './sign-in-events.repository.js';
import { SignInImport } from './sign-in-import.js';

@Module({
  imports: [TypeOrmModule.forFeature([AuditEventEntity, AuditChainEntity]), UsersModule],
  providers: [
    { provide: AuditKeys, inject: [AppConfig, Keyring], useFactory: AuditKeys.open.bind(AuditKeys) },
    AuditAnchor,
    AuditEndLog,
    AuditEventsRepository,
    AuditPagesRepository,
    AuditPruner,
    AuditReader,
    AuditTrail,
    AuditVerifier,
    OwnEvents,
    SignInEventsRepository,
    SignInImport,
  ],
  exports: [
    AuditAnchor,
    AuditEndLog,
    AuditEventsRepository,
    AuditKeys,
    AuditPruner,
    AuditReader,
    AuditTrail,
    AuditVerifier,
    OwnEvents,
  ],
})
export class AuditModule {}
