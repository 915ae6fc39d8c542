import type { FaceVerification, VerifyFaceRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { SampleExaminer } from '../face/sample-examiner.js';
import { FaceMatcher, type Verification } from '../templates/face-matcher.js';
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
    return shown(this.matcher.verify({ vector: face.vector, of: 'picture' }, await this.accounts.demand(userId)));
  }
}

/** Four digits, rounded such that `match` still says whether the score reaches the threshold. */
function shown({ match, score, threshold, faceId }: Verification): FaceVerification {
  const round = match ? Math.ceil : Math.floor;
  return {
    match,
    threshold: Math.ceil(threshold * 1e4) / 1e4,
    ...(score !== undefined && { score: round(score * 1e4) / 1e4 }),
    ...(faceId !== undefined && { faceId }),
  };
}
