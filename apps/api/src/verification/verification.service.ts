import type { FaceVerification, VerifyFaceRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { FaceQuestions } from '../attempts/face-questions.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import { Accounts } from '../users/accounts.js';

/** Is this me? A picture against the template of the person signed in. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly accounts: Accounts,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
    private readonly questions: FaceQuestions,
  ) {}

  /** @throws ProblemError with a code of the face calls, `TOO_MANY_ATTEMPTS` */
  async verify(userId: string, { image }: VerifyFaceRequest, signal: AbortSignal): Promise<FaceVerification> {
    const question = await this.questions.aboutOwnFace(userId);
    const { face } = await this.examiner.probe(image, 'image', signal).catch(async (error: unknown) => {
      await question.withdraw();
      throw error;
    });
    const closeness = this.matcher.closeness(
      { vector: face.vector, of: 'picture' },
      await this.accounts.demand(userId),
    );
    if (closeness === 'same') await question.same();
    return { match: closeness !== 'other', closeness };
  }
}
