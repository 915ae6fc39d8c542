import { type ErrorCode, LoginRequest, SignedIn } from '@facegate/contracts';
import { Body, Controller, Headers, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { ClientSignal } from '../common/http/client-signal.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ProblemError } from '../common/problem-error.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { RefreshCookie } from '../sessions/refresh-cookie.js';
import { SignInAnswer } from '../sessions/sign-in-answer.js';
import { signedIn } from '../sessions/signed-in.js';
import { AuthenticationService } from './authentication.service.js';

/** Anything else says nothing about the cookie, or of one that the browser has replaced by now. */
const COOKIE_IS_OVER = new Set<ErrorCode>(['UNAUTHENTICATED', 'SESSION_REVOKED', 'TOKEN_EXPIRED']);

@ApiTags('sessions')
@Controller('auth')
export class AuthenticationController {
  constructor(
    private readonly authentication: AuthenticationService,
    private readonly cookie: RefreshCookie,
    private readonly callers: Callers,
    private readonly answer: SignInAnswer,
  ) {}

  @Post('login')
  @HttpCode(200)
  @UseGuards(OwnOriginGuard)
  @ApiContract({
    summary: 'Log in by password',
    auth: 'none',
    request: LoginRequest,
    answers: { status: 200, description: 'Signed in.', body: SignedIn },
    problems: ['CREDENTIALS_INVALID', 'SECOND_FACTOR_REQUIRED', 'ORIGIN_FORBIDDEN', 'TOO_MANY_ATTEMPTS'],
  })
  async logIn(
    @Body() request: LoginRequest,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const grant = await this.authentication.logIn(request, this.callers.of(response.req), userAgent);
    return this.answer.give(response, grant);
  }

  @Post('refresh')
  @HttpCode(200)
  @UseGuards(OwnOriginGuard)
  @ApiContract({
    summary: 'A new access token for the refresh cookie, which is replaced',
    auth: 'cookie',
    answers: { status: 200, description: 'Still signed in.', body: SignedIn },
    problems: ['UNAUTHENTICATED', 'SESSION_REVOKED', 'TOKEN_EXPIRED', 'REFRESH_CONFLICT', 'ORIGIN_FORBIDDEN'],
  })
  async refresh(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @ClientSignal() signal: AbortSignal,
  ): Promise<SignedIn> {
    try {
      const grant = await this.authentication.refresh(this.cookie.read(request), signal);
      this.cookie.set(response, grant.refreshToken);
      return signedIn(grant);
    } catch (error) {
      if (error instanceof ProblemError && COOKIE_IS_OVER.has(error.code)) this.cookie.clear(response);
      throw error;
    }
  }

  @Post('logout')
  @HttpCode(204)
  @UseGuards(OwnOriginGuard)
  @ApiContract({
    summary: 'End the session of the refresh cookie or of the access token; its access tokens die with it',
    auth: 'cookie',
    answers: { status: 204, description: 'Nobody is signed in any more.' },
    problems: ['ORIGIN_FORBIDDEN'],
  })
  async logOut(
    @Req() request: Request,
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.authentication.logOut(this.cookie.read(request), authorization);
    this.cookie.clear(response);
  }
}
