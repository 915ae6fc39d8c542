import { CompleteRecoveryRequest, RecoveryRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Callers } from '../attempts/caller.js';
import { KnownDevices } from '../attempts/known-devices.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { MailLimits } from '../mail/mail-limits.js';
import { RecoveryService } from './recovery.service.js';

@ApiTags('recovery')
@Controller('auth/recovery')
export class RecoveryController {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly callers: Callers,
    private readonly limits: MailLimits,
    private readonly devices: KnownDevices,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiContract({
    summary: 'Have a link for a new password sent to my e-mail address, if it was confirmed',
    auth: 'none',
    request: RecoveryRequest,
    answers: { status: 202, description: 'Whether or not the address has an account.' },
    problems: ['TOO_MANY_ATTEMPTS'],
  })
  async beginRecovery(@Body() body: RecoveryRequest, @Req() request: Request): Promise<void> {
    await this.limits.countCall(this.callers.place(request));
    await this.recovery.begin(body);
  }

  @Post('complete')
  @HttpCode(204)
  @ApiContract({
    summary: 'Set a new password with the token of a mailed link; ends all sessions and begins none',
    auth: 'none',
    request: CompleteRecoveryRequest,
    answers: { status: 204, description: 'The new password is in force.' },
    problems: ['LINK_INVALID', 'TOO_MANY_ATTEMPTS'],
  })
  async completeRecovery(
    @Body() body: CompleteRecoveryRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.limits.countCall(this.callers.place(request));
    this.devices.remember(response, await this.recovery.complete(body));
  }
}
