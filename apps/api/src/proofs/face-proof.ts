import type { StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import { LiveProbes } from '../liveness/live-probes.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { faceLogInOf } from '../users/facial-data.js';
import type { UserEntity } from '../users/user.entity.js';
import { Proof } from './proof.js';

/** 1:1 against one's own faces, alive. */
@Injectable()
export class FaceProof extends Proof {
  override readonly method = 'face';

  constructor(
    private readonly attempts: LogInAttempts,
    private readonly probes: LiveProbes,
    private readonly matcher: FaceMatcher,
  ) {
    super();
  }

  override isOpenTo({ facialData }: UserEntity): boolean {
    return faceLogInOf(facialData) === 'on';
  }

  override isIn({ image, livenessToken }: StepUpRequest): boolean {
    return image !== undefined || livenessToken !== undefined;
  }

  /** @throws ProblemError with a code of the face calls, `FACE_NOT_RECOGNIZED`, `TOO_MANY_ATTEMPTS` or `FACE_LOG_IN_OFF` */
  override async check(user: UserEntity, request: StepUpRequest, signal: AbortSignal): Promise<AuthenticationMethod[]> {
    const probe = await this.probes.read(request, { purpose: 'step-up', userId: user.id });
    const attempt = await this.attempts.confirmationByFace(user.id);
    const isOwn = await this.probes.judge(probe, signal, {
      decide: (face) => this.matcher.verify(face, user),
      unusable: () => attempt.withdraw(),
    });
    if (isOwn) {
      await attempt.succeed();
      return ['face'];
    }
    throw new ProblemError('FACE_NOT_RECOGNIZED', 'This is not your face as it is enrolled. Or use your password.', {
      fallback: 'password',
    });
  }
}
