import { UserProfile } from '@facegate/contracts';
import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiContract } from '../common/openapi/api-contract.js';
import { BearerGuard, CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';

@ApiTags('my account')
@Controller('me')
@UseGuards(BearerGuard)
export class MeController {
  @Get()
  @ApiContract({
    summary: 'My profile',
    auth: 'bearer',
    answers: { status: 200, description: 'Who is signed in.', body: UserProfile },
  })
  me(@CurrentSession() { user }: SignedInSession): UserProfile {
    return user;
  }
}
