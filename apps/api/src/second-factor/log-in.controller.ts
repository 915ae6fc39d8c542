import {
  PasskeyLogInRequest,
  PasskeyRequestOptions,
  SecondFactorRequest,
  SecondFactorTicket,
  SignedIn,
} from '@facegate/contracts';
import { Body, Controller, Headers, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { SignInAnswer } from '../sessions/sign-in-answer.js';
import { LogInService } from './log-in.service.js';
import { PasskeyLogInService } from './passkey-log-in.service.js';

@ApiTags('second factor')
@Controller('auth')
@UseGuards(OwnOriginGuard)
export class LogInController {
  constructor(
    private readonly logIn: LogInService,
    private readonly passkeyLogIn: PasskeyLogInService,
    private readonly callers: Callers,
    private readonly answer: SignInAnswer,
  ) {}

  @Post('passkey/options')
  @HttpCode(200)
  @ApiContract({
    summary: 'A challenge for a log-in by passkey',
    auth: 'none',
    answers: { status: 200, description: 'For navigator.credentials.get.', body: PasskeyRequestOptions },
    problems: ['ORIGIN_FORBIDDEN', 'TOO_MANY_ATTEMPTS'],
  })
  passkeyOptions(@Req() request: Request): Promise<PasskeyRequestOptions> {
    return this.passkeyLogIn.options(this.callers.place(request));
  }

  @Post('passkey')
  @HttpCode(200)
  @ApiContract({
    summary: 'Log in by passkey, which tells who it is',
    auth: 'none',
    request: PasskeyLogInRequest,
    answers: { status: 200, description: 'Signed in.', body: SignedIn },
    problems: ['PASSKEY_INVALID', 'ORIGIN_FORBIDDEN', 'TOO_MANY_ATTEMPTS'],
  })
  async byPasskey(
    @Body() request: PasskeyLogInRequest,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const place = this.callers.place(response.req);
    return this.answer.give(response, await this.passkeyLogIn.logIn(request, place, userAgent));
  }

  @Post('second-factor/options')
  @HttpCode(200)
  @ApiContract({
    summary: 'A challenge for a passkey that completes a log-in',
    auth: 'none',
    request: SecondFactorTicket,
    answers: { status: 200, description: 'For navigator.credentials.get.', body: PasskeyRequestOptions },
    problems: ['TICKET_INVALID', 'ORIGIN_FORBIDDEN'],
  })
  secondFactorOptions(@Body() { ticket }: SecondFactorTicket): Promise<PasskeyRequestOptions> {
    return this.logIn.secondFactorOptions(ticket);
  }

  @Post('second-factor')
  @HttpCode(200)
  @ApiContract({
    summary: 'Complete a log-in that was answered SECOND_FACTOR_REQUIRED',
    auth: 'none',
    request: SecondFactorRequest,
    answers: { status: 200, description: 'Signed in.', body: SignedIn },
    problems: ['TICKET_INVALID', 'SECOND_FACTOR_INVALID', 'PASSKEY_INVALID', 'TOO_MANY_ATTEMPTS', 'ORIGIN_FORBIDDEN'],
  })
  async completeLogIn(
    @Body() request: SecondFactorRequest,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.answer.give(response, await this.logIn.complete(request, userAgent));
  }
}
