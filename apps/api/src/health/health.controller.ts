import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AttemptStore } from '../attempts/attempt-store.js';
import { ProblemError } from '../common/problem-error.js';
import { DatabaseHealth } from '../database/database-health.js';
import { IndexFiller } from '../templates/index-filler.js';
import { Metrics } from './metrics.js';

interface Health {
  status: 'ok';
}

/** Probes for whoever runs the server. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DatabaseHealth,
    private readonly attempts: AttemptStore,
    private readonly filler: IndexFiller,
    private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): Health {
    return { status: 'ok' };
  }

  /** It can do its work: the engine is loaded (or it would not listen), the database answers, the index is filled. */
  @Get('ready')
  async ready(): Promise<Health> {
    if (!this.filler.ready) throw notReady('The index of faces is being filled.');
    if (!(await this.database.answers())) throw notReady('The database does not answer.');
    if (!(await this.attempts.answers())) throw notReady('The store of attempts does not answer.');
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

function notReady(detail: string): ProblemError {
  return new ProblemError('NOT_READY', detail, { retryAfterSeconds: 2 });
}
