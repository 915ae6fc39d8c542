import {
  ACTIVITY_DEFAULT_LIMIT,
  ACTIVITY_MAX_LIMIT,
  AUDIT_ACTIONS,
  AuditEvent,
  AuditPage,
  SIGN_IN_OUTCOMES,
} from '@facegate/contracts';
import { applyDecorators, Controller, Get, Query, Res } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { JsonLines } from '../common/http/json-lines.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { type RawAuditQuery, readAuditQuery } from './audit-query.js';
import { AuditService } from './audit.service.js';

const TIME = { type: 'string', format: 'date-time' } as const;

const optional = (name: string, schema: object, description?: string) =>
  ApiQuery({ name, required: false, schema, ...(description !== undefined && { description }) });

function ApiAuditQuery(): MethodDecorator {
  return applyDecorators(
    optional('action', { type: 'string', enum: AUDIT_ACTIONS }),
    optional('outcome', { type: 'string', enum: SIGN_IN_OUTCOMES }),
    optional('user', { type: 'string' }, 'Username or e-mail address.'),
    optional('from', TIME),
    optional('to', TIME, 'Only what came before.'),
    optional(
      'limit',
      { type: 'integer', minimum: 1, maximum: ACTIVITY_MAX_LIMIT, default: ACTIVITY_DEFAULT_LIMIT },
      'Of a page; lines are always all.',
    ),
    optional('before', { type: 'integer', minimum: 1 }, '`next` of the page before.'),
  );
}

@ApiTags('oversight')
@Controller('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @ApiAuditQuery()
  @ApiContract({
    summary: 'The audit trail, for operators: a page, or all of it in lines',
    auth: 'bearer',
    role: 'operator',
    answers: { status: 200, description: 'Newest first.', body: AuditPage },
    lines: AuditEvent,
    problems: ['VALIDATION_FAILED'],
  })
  async listAudit(
    @CurrentSession() { userId }: SignedInSession,
    @Query() query: RawAuditQuery,
    @Res() response: Response,
  ): Promise<void> {
    const asked = readAuditQuery(query);
    if (!JsonLines.areWanted(response)) {
      response.json(await this.audit.page(userId, asked));
      return;
    }
    const lines = await this.audit.lines(userId, asked);
    response.setHeader('Content-Disposition', 'attachment; filename="facegate-audit.ndjson"');
    await JsonLines.stream(response, lines);
  }
}
