import { VerifyEmailRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Callers } from '../attempts/caller.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { MailLimits } from '../mail/mail-limits.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { EmailVerificationService } from './email-verification.service.js';

@ApiTags('my account')
@Controller()
export class EmailVerificationController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly callers: Callers,
    private readonly limits: MailLimits,
  ) {}

  @Post('auth/email/verify')
  @HttpCode(204)
  @ApiContract({
    summary: 'Confirm an e-mail address with the token of a mailed link',
    auth: 'none',
    request: VerifyEmailRequest,
    answers: { status: 204, description: 'The address is verified.' },
    problems: ['LINK_INVALID', 'TOO_MANY_ATTEMPTS'],
  })
  async verifyEmail(@Body() { token }: VerifyEmailRequest, @Req() request: Request): Promise<void> {
    await this.limits.countCall(this.callers.place(request));
    await this.verification.verify(token);
  }

  @Post('me/email/verification')
  @HttpCode(202)
  @ApiContract({
    summary: 'Have the link that confirms my e-mail address sent again; the one before stops working',
    auth: 'bearer',
    answers: { status: 202, description: 'On its way, or not needed any more.' },
    problems: ['TOO_MANY_ATTEMPTS'],
  })
  sendEmailVerification(@CurrentSession() { userId }: SignedInSession): Promise<void> {
    return this.verification.sendAgain(userId);
  }
}
