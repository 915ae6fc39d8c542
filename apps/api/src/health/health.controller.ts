import { HealthStatus } from '@facegate/contracts';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AttemptStore } from '../attempts/attempt-store.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { ProblemError } from '../common/problem-error.js';
import { DatabaseHealth } from '../database/database-health.js';
import { IndexFiller } from '../templates/index-filler.js';
import { Metrics } from './metrics.js';

/** Probes for whoever runs the server. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DatabaseHealth,
    private readonly attempts: AttemptStore,
    private readonly filler: IndexFiller,
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
    summary: 'It can do its work: the database answers, the index is filled',
    auth: 'none',
    answers: { status: 200, description: 'It can.', body: HealthStatus },
  })
  async ready(): Promise<HealthStatus> {
    if (!this.filler.ready) throw notReady('The index of faces is being filled.');
    if (!(await this.database.answers())) throw notReady('The database does not answer.');
    if (!(await this.attempts.answers())) throw notReady('The store of attempts does not answer.');
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

function notReady(detail: string): ProblemError {
  return new ProblemError('NOT_READY', detail, { retryAfterSeconds: 2 });
}
