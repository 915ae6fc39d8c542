import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

@Module({
  imports: [AttemptsModule, TemplatesModule],
  controllers: [HealthController],
  providers: [Metrics, Readiness],
})
export class HealthModule {}
