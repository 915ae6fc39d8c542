import { UndoEmailChangeRequest, VerifyEmailRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Callers } from '../attempts/caller.js';
import { OwnOriginGuard } from '../common/http/request-origin.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { MailLimits } from '../mail/mail-limits.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { CallersAccount } from '../sessions/callers-account.js';
import { EmailUndoService } from './email-undo.service.js';
import { EmailVerificationService } from './email-verification.service.js';

@ApiTags('my account')
@Controller()
export class EmailVerificationController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly callers: Callers,
    private readonly limits: MailLimits,
    private readonly undo: EmailUndoService,
    private readonly callersAccount: CallersAccount,
  ) {}

  @Post('auth/email/verify')
  @HttpCode(204)
  @UseGuards(OwnOriginGuard)
  @ApiContract({
    summary:
      'Confirm an e-mail address with the token of a mailed link. Without a session of the account, all that was set up before is removed',
    auth: 'none',
    request: VerifyEmailRequest,
    answers: { status: 204, description: 'The address is verified.' },
    problems: ['LINK_INVALID', 'LINK_NEEDS_SESSION', 'ORIGIN_FORBIDDEN', 'TOO_MANY_ATTEMPTS'],
  })
  async verifyEmail(@Body() { token, keep = false }: VerifyEmailRequest, @Req() request: Request): Promise<void> {
    await this.limits.countCall(this.callers.place(request));
    await this.verification.verify(token, keep, (userId) => this.callersAccount.is(request, userId));
  }

  @Post('auth/email/undo')
  @HttpCode(204)
  @ApiContract({
    summary:
      'Put an e-mail address back that was changed less than 7 days ago: ends all sessions, voids the password, removes what was added since',
    auth: 'none',
    request: UndoEmailChangeRequest,
    answers: { status: 204, description: 'The address is back, and a link for a new password on its way to it.' },
    problems: ['LINK_INVALID', 'EMAIL_TAKEN', 'TOO_MANY_ATTEMPTS'],
  })
  async undoEmailChange(@Body() { token }: UndoEmailChangeRequest, @Req() request: Request): Promise<void> {
    await this.limits.countCall(this.callers.place(request));
    await this.undo.undo(token);
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
