import { SessionList } from '@facegate/contracts';
import { Controller, Delete, Get, HttpCode, Param, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiContract } from '../common/openapi/api-contract.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OwnSessions } from '../sessions/own-sessions.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';

@ApiTags('my account')
@Controller('me/sessions')
export class MySessionsController {
  constructor(
    private readonly own: OwnSessions,
    private readonly cookie: RefreshCookie,
  ) {}

  @Get()
  @ApiContract({
    summary: 'Where I am signed in',
    auth: 'bearer',
    answers: { status: 200, description: 'Used last first.', body: SessionList },
  })
  async listSessions(@CurrentSession() { userId, sessionId }: SignedInSession): Promise<SessionList> {
    return { sessions: await this.own.alive(userId, sessionId) };
  }

  @Delete()
  @HttpCode(204)
  @ApiContract({
    summary: 'End all my sessions but this one; their access tokens die with them',
    auth: 'bearer',
    answers: { status: 204, description: 'This is the only one left.' },
  })
  endOtherSessions(@CurrentSession() { userId, sessionId }: SignedInSession): Promise<void> {
    return this.own.endOthers(userId, sessionId);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiContract({
    summary: 'End one of my sessions; its access tokens die with it',
    auth: 'bearer',
    answers: { status: 204, description: 'Ended.' },
    problems: ['NOT_FOUND'],
  })
  async endSession(
    @CurrentSession() { userId, sessionId }: SignedInSession,
    @Param('id') id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.own.end(userId, id);
    if (id === sessionId) this.cookie.clear(response);
  }
}
