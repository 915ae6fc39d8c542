import { HealthStatus } from '@facegate/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

/** Probes for whoever runs the server. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  @Get('live')
  @ApiContract({
    summary: 'The process runs',
    auth: 'none',
    answers: { status: 200, description: 'It does.', body: HealthStatus },
  })
  live(): HealthStatus {
    return { status: 'ok' };
  }

  /** The engine is loaded, or it would not listen. */
  @Get('ready')
  @ApiContract({
    summary: 'It can do its work: it writes to its database and data folder, counts attempts, and the index is filled',
    auth: 'none',
    answers: { status: 200, description: 'It can.', body: HealthStatus },
  })
  async ready(): Promise<HealthStatus> {
    await this.readiness.demand();
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiContract({
    summary: 'Counts and times for Prometheus; nothing of a person',
    auth: 'none',
    answers: { status: 200, description: 'Its text format.', mediaTypes: ['text/plain'] },
    // FACEGATE_DIAGNOSTICS decides who may: common/http/diagnostics-access.ts.
    problems: ['UNAUTHENTICATED', 'NOT_FOUND'],
  })
  metricsText(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
