import type { RecognizeFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** Log-in by face. */
@Injectable()
export class RecognitionService {
  constructor(
    private readonly users: UsersRepository,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws ProblemError with a code of the face calls; an unknown name and a face that does not match look alike. */
  async logIn(
    { image, username }: RecognizeFacialRequest,
    userAgent: string | undefined,
    signal: AbortSignal,
  ): Promise<Grant> {
    const probe = await this.examiner.probe(image, 'image', signal);
    const user = username === undefined ? await this.identify(probe.vector) : await this.verify(probe.vector, username);
    if (!user)
      throw new ProblemError('FACE_NOT_RECOGNIZED', 'The face was not recognised. Try again, or use your password.', {
        fallback: 'password',
      });
    signal.throwIfAborted();
    return this.sessions.begin(user, 'face', userAgent);
  }

  private identify(probe: Float32Array): Promise<UserEntity | null> {
    return this.matcher.identify(probe, (userId) => this.users.findById(userId));
  }

  private async verify(probe: Float32Array, name: string): Promise<UserEntity | null> {
    const user = await this.users.findByName(name);
    return user && this.matcher.verify(probe, user) ? user : null;
  }
}
