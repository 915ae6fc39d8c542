import { GiveConsentRequest, MyConsent } from '@facegate/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { OpenToLimitedSessions } from '../sessions/limited-sessions.js';
import { IndexReadyGuard } from '../templates/index-ready.guard.js';
import { MyConsentService } from './my-consent.service.js';

@ApiTags('my account')
@Controller('me/consent')
export class MyConsentController {
  constructor(private readonly consent: MyConsentService) {}

  @Get()
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'What I agreed to, and when',
    auth: 'bearer',
    answers: { status: 200, description: 'With the texts.', body: MyConsent },
  })
  myConsent(@CurrentSession() { userId }: SignedInSession): Promise<MyConsent> {
    return this.consent.show(userId);
  }

  @Post()
  @HttpCode(200)
  @OpenToLimitedSessions('faceless')
  @ApiContract({
    summary: 'Agree to the text in force: faces can be stored then',
    auth: 'bearer',
    request: GiveConsentRequest,
    answers: { status: 200, description: 'It is in force.', body: MyConsent },
    problems: ['CONSENT_OUTDATED'],
  })
  giveConsent(@CurrentSession() { userId }: SignedInSession, @Body() request: GiveConsentRequest): Promise<MyConsent> {
    return this.consent.give(userId, request);
  }

  @Delete()
  @HttpCode(204)
  @UseGuards(RecentAuthenticationGuard, IndexReadyGuard)
  @ApiContract({
    summary: 'Withdraw my consent: all faces are destroyed, the account and its password stay',
    auth: 'bearer',
    answers: { status: 204, description: 'Nothing of the face is left, and log-in by face is off.' },
    problems: ['CONSENT_REQUIRED', 'STEP_UP_REQUIRED'],
  })
  withdrawConsent(@CurrentSession() { userId }: SignedInSession): Promise<void> {
    return this.consent.withdraw(userId);
  }
}
