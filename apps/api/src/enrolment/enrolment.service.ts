import type { FaceImage, StoreFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Attempt } from '../attempts/attempts.js';
import type { Place } from '../attempts/caller.js';
import { EnrolmentLimits } from '../attempts/enrolment-limits.js';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import { demandInForce } from '../consents/consents.js';
import { FreeNames } from '../templates/free-names.js';
import { LookAlikeAlarm } from '../templates/look-alike-alarm.js';
import { Accounts } from '../users/accounts.js';
import { FaceSources, type IncomingFaces } from './face-sources.js';
import { NewAccounts, type SignedUp } from './new-accounts.js';

/** Sign-up, from what was sent to an account. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly accounts: Accounts,
    private readonly sources: FaceSources,
    private readonly attempts: LogInAttempts,
    private readonly limits: EnrolmentLimits,
    private readonly alarm: LookAlikeAlarm,
    private readonly made: NewAccounts,
    private readonly names: FreeNames,
  ) {}

  /**
   * Whether a name, an address or a face is somebody's is told only to who sends good pictures, and each time but a sign-up
   * counts as a failure of the place it comes from, also one that is broken off. What is wrong with one's own pictures or
   * password tells nothing of others: it comes first and does not count, so that nobody is kept out by bad light.
   * @throws ProblemError with a code of the face calls, or one that the route tells of
   */
  async signUp(
    request: StoreFacialRequest,
    place: Place,
    userAgent: string | undefined,
    signal: AbortSignal,
  ): Promise<SignedUp> {
    demandInForce(request.consent.version, 'consent.version');
    demandFrontPose(request.images);
    return this.limits.whileSigningUp(place, () => this.enrol(request, place, userAgent, signal));
  }

  private async enrol(
    request: StoreFacialRequest,
    place: Place,
    userAgent: string | undefined,
    signal: AbortSignal,
  ): Promise<SignedUp> {
    const attempt = await this.attempts.byStranger(place);
    const faces = await this.judge(request, attempt, signal);
    await this.names.demand(request);
    const account = await this.accounts.prepare(request);
    signal.throwIfAborted();
    const vectors = faces.pictures.map(({ face }) => face.vector);
    return this.sources.decide(faces, () =>
      this.alarm.guard(vectors, 'sign-up', async () => {
        // Before, not behind: who cannot be counted must not end up with an account and a refusal.
        await attempt.succeed();
        return this.made.make(account, faces, request, userAgent);
      }),
    );
  }

  private async judge(request: StoreFacialRequest, attempt: Attempt, signal: AbortSignal): Promise<IncomingFaces> {
    try {
      await this.accounts.demandUncommonPassword(request);
      return await this.sources.forSignUp(request, signal);
    } catch (error) {
      await attempt.withdraw();
      throw error;
    }
  }
}

function demandFrontPose(images: readonly FaceImage[]): void {
  if (images.some(({ pose }) => pose === 'front')) return;
  throw new ProblemError('FRONT_POSE_REQUIRED', 'At least one picture must show the face from the front.', {
    errors: [{ field: 'images', code: 'FRONT_POSE_REQUIRED', detail: 'None of the pictures is a front one.' }],
  });
}
