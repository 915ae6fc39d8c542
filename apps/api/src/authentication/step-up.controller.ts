import { PasskeyRequestOptions, SignedIn, StepUpRequest } from '@facegate/contracts';
import { Body, Controller, Get, HttpCode, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ClientSignal } from '../common/http/client-signal.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { PROBE_PROBLEMS } from '../face/picture-problems.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { signedIn } from '../sessions/signed-in.js';
import { StepUpService } from './step-up.service.js';

@ApiTags('sessions')
@Controller('auth/step-up')
@UseGuards(OwnOriginGuard)
@OpenToLimitedSessions(true)
export class StepUpController {
  constructor(
    private readonly service: StepUpService,
    private readonly cookie: RefreshCookie,
  ) {}

  /** For what a page does in two steps, with a way back in between: the person is asked before the first. */
  @Get()
  @HttpCode(204)
  @UseGuards(RecentAuthenticationGuard)
  @ApiContract({
    summary: 'Whether I proved a moment ago that it is me',
    auth: 'bearer',
    answers: { status: 204, description: 'What asks for a fresh proof is open to this session just now.' },
    problems: ['ORIGIN_FORBIDDEN', 'STEP_UP_REQUIRED'],
  })
  demandRecentProof(): void {
    // The guards have answered.
  }

  @Post('options')
  @HttpCode(200)
  @ApiContract({
    summary: 'A challenge for one of my passkeys, to prove by it that it is me',
    auth: 'bearer',
    answers: { status: 200, description: 'For navigator.credentials.get.', body: PasskeyRequestOptions },
    problems: ['ORIGIN_FORBIDDEN'],
  })
  stepUpOptions(@CurrentSession() { userId }: SignedInSession): Promise<PasskeyRequestOptions> {
    return this.service.options(userId);
  }

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
      'PASSKEY_INVALID',
      'SECOND_FACTOR_INVALID',
      'TOO_MANY_ATTEMPTS',
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
