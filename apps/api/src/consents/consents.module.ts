import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { ConsentTextEntity } from './consent-text.entity.js';
import { ConsentEntity } from './consent.entity.js';
import { Consents } from './consents.js';
import { ConsentsRepository } from './consents.repository.js';

@Module({
  imports: [TypeOrmModule.forFeature([ConsentEntity, ConsentTextEntity]), AuditModule],
  providers: [Consents, ConsentsRepository],
  exports: [Consents],
})
export class ConsentsModule {}
