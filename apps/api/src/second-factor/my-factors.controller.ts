import {
  AuthenticatorAppSetup,
  ConfirmAuthenticatorAppRequest,
  FactorAdded,
  FactorList,
  RecoveryCodeList,
} from '@facegate/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { FactorChanges } from '../factors/factor-changes.js';
import { SecondFactors } from '../factors/second-factors.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { AddedFactorAnswer } from './added-factor-answer.js';
import { MyAuthenticatorAppService } from './my-authenticator-app.service.js';

@ApiTags('second factor')
@Controller('me')
@UseGuards(OwnOriginGuard)
export class MyFactorsController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly app: MyAuthenticatorAppService,
    private readonly changes: FactorChanges,
    private readonly answer: AddedFactorAnswer,
  ) {}

  @Get('factors')
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'My second factors',
    auth: 'bearer',
    answers: { status: 200, description: 'Without their secrets.', body: FactorList },
  })
  listFactors(@CurrentSession() { userId }: SignedInSession): Promise<FactorList> {
    return this.factors.list(userId);
  }

  @Post('authenticator-app')
  @HttpCode(200)
  @UseGuards(RecentAuthenticationGuard)
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'A secret for an authenticator app, which counts once a code of it has come back',
    auth: 'bearer',
    answers: { status: 200, description: 'Told this once.', body: AuthenticatorAppSetup },
    problems: ['STEP_UP_REQUIRED', 'AUTHENTICATOR_APP_EXISTS', 'ORIGIN_FORBIDDEN'],
  })
  beginAuthenticatorApp(@CurrentSession() { userId }: SignedInSession): Promise<AuthenticatorAppSetup> {
    return this.app.begin(userId);
  }

  @Post('authenticator-app/confirm')
  @UseGuards(RecentAuthenticationGuard)
  @OpenToLimitedSessions(true)
  @ApiContract({
    summary: 'Confirm the app: another session takes the place of this one; the first factor ends all others',
    auth: 'bearer',
    request: ConfirmAuthenticatorAppRequest,
    answers: { status: 201, description: 'Added, and shown in the new session.', body: FactorAdded },
    problems: [
      'STEP_UP_REQUIRED',
      'SECOND_FACTOR_INVALID',
      'AUTHENTICATOR_APP_EXISTS',
      'TOO_MANY_ATTEMPTS',
      'ORIGIN_FORBIDDEN',
    ],
  })
  async confirmAuthenticatorApp(
    @CurrentSession() session: SignedInSession,
    @Body() { code }: ConfirmAuthenticatorAppRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FactorAdded> {
    return this.answer.give(await this.app.confirm(session, code), response);
  }

  @Delete('authenticator-app')
  @HttpCode(204)
  @UseGuards(RecentAuthenticationGuard)
  @ApiContract({
    summary: 'Remove my authenticator app; recovery codes go with the last factor',
    auth: 'bearer',
    answers: { status: 204, description: 'Its codes open nothing any more.' },
    problems: ['STEP_UP_REQUIRED', 'NOT_FOUND', 'LAST_FACTOR', 'ORIGIN_FORBIDDEN'],
  })
  removeAuthenticatorApp(@CurrentSession() { userId }: SignedInSession): Promise<void> {
    return this.app.remove(userId);
  }

  @Post('recovery-codes')
  @UseGuards(RecentAuthenticationGuard)
  @ApiContract({
    summary: 'New recovery codes in place of the old ones',
    auth: 'bearer',
    answers: { status: 201, description: 'Told this once.', body: RecoveryCodeList },
    problems: ['STEP_UP_REQUIRED', 'NO_SECOND_FACTOR', 'ORIGIN_FORBIDDEN'],
  })
  async renewRecoveryCodes(@CurrentSession() { userId }: SignedInSession): Promise<RecoveryCodeList> {
    return { codes: await this.changes.renewCodes(userId) };
  }
}
