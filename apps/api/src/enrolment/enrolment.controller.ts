import { StoredFacial, StoreFacialRequest } from '@facegate/contracts';
import { Body, Controller, Headers, Post, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { KnownDevices } from '../attempts/known-devices.js';
import { ClientSignal } from '../common/http/client-signal.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { REFERENCE_PROBLEMS } from '../face/picture-problems.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { IndexReadyGuard } from '../templates/index-ready.guard.js';
import { EnrolmentService } from './enrolment.service.js';

@ApiTags('sign-up and log-in by face')
@Controller('user/facial')
export class EnrolmentController {
  constructor(
    private readonly enrolment: EnrolmentService,
    private readonly cookie: RefreshCookie,
    private readonly devices: KnownDevices,
    private readonly callers: Callers,
  ) {}

  @Post('store')
  @UseGuards(OwnOriginGuard, IndexReadyGuard)
  @ApiContract({
    summary: 'Sign up: account and face in one transaction',
    auth: 'none',
    request: StoreFacialRequest,
    answers: { status: 201, description: 'The account is made and signed in.', body: StoredFacial },
    problems: [
      ...REFERENCE_PROBLEMS,
      'FRONT_POSE_REQUIRED',
      'CONSENT_REQUIRED',
      'CONSENT_OUTDATED',
      'USERNAME_TAKEN',
      'EMAIL_TAKEN',
      'PASSWORD_TOO_COMMON',
      'FACE_ALREADY_ENROLLED',
      'LIVENESS_INVALID',
      'ORIGIN_FORBIDDEN',
      'TOO_MANY_ATTEMPTS',
    ],
  })
  async store(
    @Body() request: StoreFacialRequest,
    @ClientSignal() signal: AbortSignal,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StoredFacial> {
    const place = this.callers.place(response.req);
    const { stored, grant } = await this.enrolment.signUp(request, place, userAgent, signal);
    this.cookie.set(response, grant.refreshToken);
    this.devices.remember(response, grant.user);
    return stored;
  }
}
