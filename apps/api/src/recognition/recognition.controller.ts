import { RecognizeFacialRequest, SignedIn } from '@facegate/contracts';
import { Body, Controller, Headers, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { ClientSignal } from '../common/http/client-signal.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { PROBE_PROBLEMS } from '../face/picture-problems.js';
import { SignInAnswer } from '../sessions/sign-in-answer.js';
import { IndexReadyGuard } from '../templates/index-ready.guard.js';
import { RecognitionService } from './recognition.service.js';

@ApiTags('sign-up and log-in by face')
@Controller('user/facial')
export class RecognitionController {
  constructor(
    private readonly recognition: RecognitionService,
    private readonly answer: SignInAnswer,
    private readonly callers: Callers,
  ) {}

  @Post('recognize')
  @HttpCode(200)
  @UseGuards(OwnOriginGuard, IndexReadyGuard)
  @ApiContract({
    summary: 'Log in by face: 1:1 with a username, 1:N without',
    auth: 'none',
    request: RecognizeFacialRequest,
    answers: { status: 200, description: 'Recognised and signed in.', body: SignedIn },
    problems: [
      ...PROBE_PROBLEMS,
      'FACE_NOT_RECOGNIZED',
      'FACE_LOG_IN_OFF',
      'CREDENTIALS_INVALID',
      'USERNAME_REQUIRED',
      'SECOND_FACTOR_REQUIRED',
      'LIVENESS_REQUIRED',
      'LIVENESS_INVALID',
      'ORIGIN_FORBIDDEN',
      'TOO_MANY_ATTEMPTS',
    ],
  })
  async recognize(
    @Body() request: RecognizeFacialRequest,
    @ClientSignal() signal: AbortSignal,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const grant = await this.recognition.logIn(request, this.callers.of(response.req), userAgent, signal);
    return this.answer.give(response, grant);
  }
}
