import {
  AddPasskeyRequest,
  FactorAdded,
  PasskeyCreationOptions,
  PasskeySummary,
  RenamePasskeyRequest,
} from '@facegate/contracts';
import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Res, UseGuards } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { AddedFactorAnswer } from './added-factor-answer.js';
import { MyPasskeysService } from './my-passkeys.service.js';

@ApiTags('second factor')
@Controller('me/passkeys')
@UseGuards(OwnOriginGuard)
export class MyPasskeysController {
  constructor(
    private readonly passkeys: MyPasskeysService,
    private readonly answer: AddedFactorAnswer,
  ) {}

  @Post('options')
  @HttpCode(200)
  @UseGuards(RecentAuthenticationGuard)
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'What a new passkey of mine is made with',
    auth: 'bearer',
    answers: { status: 200, description: 'For navigator.credentials.create.', body: PasskeyCreationOptions },
    problems: ['STEP_UP_REQUIRED', 'TOO_MANY_PASSKEYS', 'ORIGIN_FORBIDDEN'],
  })
  passkeyCreationOptions(@CurrentSession() { userId }: SignedInSession): Promise<PasskeyCreationOptions> {
    return this.passkeys.options(userId);
  }

  @Post()
  @UseGuards(RecentAuthenticationGuard)
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'Add a passkey: another session takes the place of this one; the first factor ends all others',
    auth: 'bearer',
    request: AddPasskeyRequest,
    answers: { status: 201, description: 'Added, and shown in the new session.', body: FactorAdded },
    problems: ['STEP_UP_REQUIRED', 'PASSKEY_INVALID', 'PASSKEY_REGISTERED', 'TOO_MANY_PASSKEYS', 'ORIGIN_FORBIDDEN'],
  })
  async addPasskey(
    @CurrentSession() session: SignedInSession,
    @Body() request: AddPasskeyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FactorAdded> {
    return this.answer.give(await this.passkeys.add(session, request), response);
  }

  @Patch(':id')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiContract({
    summary: 'Give one of my passkeys another name',
    auth: 'bearer',
    request: RenamePasskeyRequest,
    answers: { status: 200, description: 'As it is now.', body: PasskeySummary },
    problems: ['NOT_FOUND', 'ORIGIN_FORBIDDEN'],
  })
  renamePasskey(
    @CurrentSession() { userId }: SignedInSession,
    @Param('id') id: string,
    @Body() { name }: RenamePasskeyRequest,
  ): Promise<PasskeySummary> {
    return this.passkeys.rename(userId, id, name);
  }

  @Delete(':id')
  @HttpCode(204)
  @UseGuards(RecentAuthenticationGuard)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiContract({
    summary: 'Remove one of my passkeys; recovery codes go with the last factor',
    auth: 'bearer',
    answers: { status: 204, description: 'It opens nothing any more.' },
    problems: ['STEP_UP_REQUIRED', 'NOT_FOUND', 'LAST_FACTOR', 'ORIGIN_FORBIDDEN'],
  })
  removePasskey(@CurrentSession() { userId }: SignedInSession, @Param('id') id: string): Promise<void> {
    return this.passkeys.remove(userId, id);
  }
}
