import type { FaceVerification, VerifyFaceRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { SampleExaminer } from '../face/sample-examiner.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { Accounts } from '../users/accounts.js';

/** Is this me? A picture against the faces of the person signed in. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
  ) {}

  /** @throws ProblemError with a code of the face calls */
  async verify(userId: string, { image }: VerifyFaceRequest, signal: AbortSignal): Promise<FaceVerification> {
    const { face } = await this.examiner.probe(image, 'image', signal);
    const match = this.matcher.verify({ vector: face.vector, of: 'picture' }, await this.accounts.demand(userId));
    return { match, threshold: 0 };
  }
}
