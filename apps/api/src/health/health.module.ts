import { Module } from '@nestjs/common';
import { TemplatesModule } from '../templates/templates.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';

@Module({
  imports: [TemplatesModule],
  controllers: [HealthController],
  providers: [Metrics],
})
export class HealthModule {}
