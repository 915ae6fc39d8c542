import type { RecognizeFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AppConfig } from '../config/app-config.js';
import { SampleExaminer } from '../face/sample-examiner.js';
import { type LiveToken, LivenessTokens } from '../liveness/liveness-tokens.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** Log-in by face. */
@Injectable()
export class RecognitionService {
  constructor(
    private readonly config: AppConfig,
    private readonly liveness: LivenessTokens,
    private readonly users: UsersRepository,
    private readonly examiner: SampleExaminer,
    private readonly matcher: FaceMatcher,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * A liveness token is used up once somebody is let in or turned away, not by a picture that is no good.
   * @throws ProblemError with a code of the face calls; an unknown name and a face that does not match look alike
   */
  async logIn(request: RecognizeFacialRequest, userAgent: string | undefined, signal: AbortSignal): Promise<Grant> {
    const { image, username } = request;
    const token = await this.livenessToken(request);
    if (username === undefined && this.matcher.tooMany) throw usernameRequired();
    const { bytes, face } = await this.examiner.probe(image, 'image', signal);
    const proof = token && this.liveness.check(token, face.vector, bytes);
    const user =
      username === undefined ? await this.identify(face.vector) : await this.verify(face.vector, username, userAgent);
    signal.throwIfAborted();
    if (proof) await this.liveness.use(proof);
    if (!user)
      throw new ProblemError('FACE_NOT_RECOGNIZED', 'The face was not recognised. Try again, or use your password.', {
        fallback: 'password',
      });
    return this.sessions.begin(user, 'face', userAgent);
  }

  /** Undefined when none is asked for. */
  private async livenessToken({ livenessToken }: RecognizeFacialRequest): Promise<LiveToken | undefined> {
    if (this.config.liveness === 'off') return undefined;
    if (livenessToken) return this.liveness.read(livenessToken);
    throw new ProblemError('LIVENESS_REQUIRED', 'Log-in by face begins with a live check, or use your password.', {
      fallback: 'password',
    });
  }

  private async identify(probe: Float32Array): Promise<UserEntity | undefined> {
    const found = await this.matcher.identify(probe, (userId) => this.users.findById(userId));
    if (found.outcome === 'undecided') throw usernameRequired();
    return found.outcome === 'identified' ? found.account : undefined;
  }

  private async verify(
    probe: Float32Array,
    name: string,
    userAgent: string | undefined,
  ): Promise<UserEntity | undefined> {
    const user = await this.users.findByName(name);
    if (!user || this.matcher.verify(probe, user).match) return user ?? undefined;
    this.sessions.refused(user.id, 'face', 'FACE_NOT_RECOGNIZED', userAgent);
    return undefined;
  }
}

function usernameRequired(): ProblemError {
  return new ProblemError(
    'USERNAME_REQUIRED',
    'The face alone does not tell who it is here. Enter your username as well.',
    {
      fallback: 'password',
    },
  );
}
