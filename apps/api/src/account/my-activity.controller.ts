import { AccountEventPage, ACTIVITY_DEFAULT_LIMIT, ACTIVITY_MAX_LIMIT, ActivityPage } from '@facegate/contracts';
import { applyDecorators, Controller, Get, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { OwnEvents } from '../audit/own-events.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { readActivityQuery } from './activity-query.js';

/** The query parameters of both. */
function ApiPageQuery(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: ACTIVITY_MAX_LIMIT, default: ACTIVITY_DEFAULT_LIMIT },
    }),
    ApiQuery({
      name: 'before',
      required: false,
      description: 'The id of an event, or a time (ISO 8601): only what came before it.',
      schema: { type: 'string' },
    }),
  );
}

@ApiTags('my account')
@Controller('me')
export class MyActivityController {
  constructor(private readonly events: OwnEvents) {}

  @Get('activity')
  @ApiPageQuery()
  @ApiContract({
    summary: 'Who signed in to my account, or tried to',
    auth: 'bearer',
    answers: { status: 200, description: 'Newest first.', body: ActivityPage },
    problems: ['VALIDATION_FAILED'],
  })
  listActivity(
    @CurrentSession() { userId }: SignedInSession,
    @Query() query: { before?: unknown; limit?: unknown },
  ): Promise<ActivityPage> {
    const { limit, before } = readActivityQuery(query);
    return this.events.signIns(userId, limit, before);
  }

  @Get('events')
  @ApiPageQuery()
  @ApiContract({
    summary: 'Everything that happened to my account, sign-ins among it',
    auth: 'bearer',
    answers: { status: 200, description: 'Newest first.', body: AccountEventPage },
    problems: ['VALIDATION_FAILED'],
  })
  listEvents(
    @CurrentSession() { userId }: SignedInSession,
    @Query() query: { before?: unknown; limit?: unknown },
  ): Promise<AccountEventPage> {
    const { limit, before } = readActivityQuery(query);
    return this.events.everything(userId, limit, before);
  }
}
