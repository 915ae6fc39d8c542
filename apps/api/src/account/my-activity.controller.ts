import { ACTIVITY_DEFAULT_LIMIT, ACTIVITY_MAX_LIMIT, ActivityPage } from '@facegate/contracts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { SignInHistory } from '../sessions/sign-in-history.js';
import { readActivityQuery } from './activity-query.js';

@ApiTags('my account')
@Controller('me/activity')
export class MyActivityController {
  constructor(private readonly history: SignInHistory) {}

  @Get()
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: ACTIVITY_MAX_LIMIT, default: ACTIVITY_DEFAULT_LIMIT },
  })
  @ApiQuery({
    name: 'before',
    required: false,
    description: 'The id of an event, or a time (ISO 8601): only what came before it.',
    schema: { type: 'string' },
  })
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
    return this.history.page(userId, limit, before);
  }
}
