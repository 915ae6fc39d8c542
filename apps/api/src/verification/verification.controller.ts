import { FaceVerification, VerifyFaceRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ClientSignal } from '../common/http/client-signal.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { PROBE_PROBLEMS } from '../face/picture-problems.js';
import { RecentAuthenticationGuard } from '../proofs/recent-authentication.guard.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { VerificationService } from './verification.service.js';

@ApiTags('my account')
@Controller('me/faces')
export class VerificationController {
  constructor(private readonly verification: VerificationService) {}

  @Post('verify')
  @HttpCode(200)
  @UseGuards(RecentAuthenticationGuard)
  @ApiContract({
    summary: 'Is this me? One picture against my template (1:1), in words',
    auth: 'bearer',
    request: VerifyFaceRequest,
    answers: { status: 200, description: 'Compared, alike or not.', body: FaceVerification },
    problems: [...PROBE_PROBLEMS, 'STEP_UP_REQUIRED', 'TOO_MANY_ATTEMPTS'],
  })
  verifyFace(
    @CurrentSession() { userId }: SignedInSession,
    @Body() request: VerifyFaceRequest,
    @ClientSignal() signal: AbortSignal,
  ): Promise<FaceVerification> {
    return this.verification.verify(userId, request, signal);
  }
}
