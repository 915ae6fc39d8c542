import { FaceVerification, VerifyFaceRequest } from '@facegate/contracts';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ClientSignal } from '../common/http/client-signal.js';
import { ApiContract } from '../common/openapi/api-contract.js';
import { PROBE_PROBLEMS } from '../face/picture-problems.js';
import { CurrentSession, type SignedInSession } from '../sessions/bearer.guard.js';
import { VerificationService } from './verification.service.js';

@ApiTags('my account')
@Controller('me/faces')
export class VerificationController {
  constructor(private readonly verification: VerificationService) {}

  @Post('verify')
  @HttpCode(200)
  @ApiContract({
    summary: 'Is this me? One picture against my enrolled faces (1:1)',
    auth: 'bearer',
    request: VerifyFaceRequest,
    answers: { status: 200, description: 'Compared, alike or not.', body: FaceVerification },
    problems: PROBE_PROBLEMS,
  })
  verifyFace(
    @CurrentSession() { userId }: SignedInSession,
    @Body() request: VerifyFaceRequest,
    @ClientSignal() signal: AbortSignal,
  ): Promise<FaceVerification> {
    return this.verification.verify(userId, request, signal);
  }
}
