import { SignedIn, StepUpRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ClientSignal } from '../common/http/client-signal.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { PROBE_PROBLEMS } from '../face/picture-problems.js';
import { BearerGuard, CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { signedIn } from '../sessions/signed-in.js';
import { StepUpService } from './step-up.service.js';

@ApiTags('sessions')
@Controller('auth/step-up')
@UseGuards(OwnOriginGuard, BearerGuard)
export class StepUpController {
  constructor(
    private readonly service: StepUpService,
    private readonly cookie: RefreshCookie,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiContract({
    summary: 'Prove once more that it is me: another session takes the place of this one, and its tokens die',
    auth: 'bearer',
    request: StepUpRequest,
    answers: { status: 200, description: 'A new session, freshly authenticated.', body: SignedIn },
    problems: [
      ...PROBE_PROBLEMS,
      'CREDENTIALS_INVALID',
      'FACE_NOT_RECOGNIZED',
      'LIVENESS_REQUIRED',
      'LIVENESS_INVALID',
      'ORIGIN_FORBIDDEN',
    ],
  })
  async stepUp(
    @CurrentSession() session: SignedInSession,
    @Body() request: StepUpRequest,
    @ClientSignal() signal: AbortSignal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const grant = await this.service.stepUp(session, request, signal);
    this.cookie.set(response, grant.refreshToken);
    return signedIn(grant);
  }
}
