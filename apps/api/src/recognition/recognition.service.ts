import type { RecognizeFacialRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../attempts/caller.js';
import { type LogInAttempt, LogInAttempts } from '../attempts/log-in-attempts.js';
import { ProblemError } from '../common/problem-error.js';
import { SignInGate } from '../factors/sign-in-gate.js';
import type { LiveEvidence } from '../face/liveness-judge.js';
import type { Probe } from '../face/probe.js';
import { LiveProbes } from '../liveness/live-probes.js';
import { type Grant, SessionsService } from '../sessions/sessions.service.js';
import { FaceMatcher } from '../templates/face-matcher.js';
import type { UserEntity } from '../users/user.entity.js';
import { UsersRepository } from '../users/users.repository.js';

/** Log-in by face. */
@Injectable()
export class RecognitionService {
  constructor(
    private readonly attempts: LogInAttempts,
    private readonly probes: LiveProbes,
    private readonly users: UsersRepository,
    private readonly matcher: FaceMatcher,
    private readonly sessions: SessionsService,
    private readonly gate: SignInGate,
  ) {}

  /**
   * A live check or a picture that is no good does not count as an attempt. A live check that was begun for a name is for that name.
   * @throws ProblemError with a code of the face calls; an unknown name and a face that does not match look alike;
   * `SECOND_FACTOR_REQUIRED`
   */
  async logIn(
    request: RecognizeFacialRequest,
    caller: Caller,
    userAgent: string | undefined,
    signal: AbortSignal,
  ): Promise<Grant> {
    const probe = await this.probes.read(request, { purpose: 'sign-in', name: request.username });
    const username = request.username ?? probe.proof?.name;
    const of = probe.proof ? 'session' : 'picture';
    const detail = probe.proof && forTheTrail(probe.proof.evidence);
    if (username === undefined && this.matcher.tooMany(of)) throw usernameRequired();
    const attempt = await this.begin(caller, username);
    const user = await this.probes.judge(probe, signal, {
      decide: (face) => (username === undefined ? this.identify(face, detail) : this.verify(face, username, detail)),
      unusable: () => attempt.withdraw(),
    });
    if (!user)
      throw new ProblemError('FACE_NOT_RECOGNIZED', 'The face was not recognised. Try again, or use your password.', {
        fallback: 'password',
      });
    await attempt.succeed(user.id);
    return this.gate.pass(user, 'face', userAgent, detail);
  }

  private async begin(caller: Caller, username: string | undefined): Promise<LogInAttempt> {
    if (username === undefined) return this.attempts.byFace(caller, undefined);
    const user = await this.users.findByName(username);
    return this.attempts.byFace(caller, { name: username, user });
  }

  private async identify(probe: Probe, detail?: string): Promise<UserEntity | undefined> {
    const found = await this.matcher.identify(probe, (userId) => this.users.findById(userId));
    if (found.outcome === 'undecided') throw usernameRequired();
    if (found.outcome === 'unknown') {
      this.sessions.refused(undefined, 'face', 'FACE_NOT_RECOGNIZED', detail);
      return undefined;
    }
    await this.attempts.demandFaceOn(found.account.id);
    return found.account;
  }

  private async verify(probe: Probe, name: string, detail?: string): Promise<UserEntity | undefined> {
    const user = await this.users.findByName(name);
    if (this.matcher.isFaceOf(probe, user) && user) return user;
    this.sessions.refused(user?.id, 'face', 'FACE_NOT_RECOGNIZED', detail);
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

/** For operators who look into a case: a screen in front of the camera flickers more, and in bands. */
const forTheTrail = ({ screen }: LiveEvidence): string | undefined =>
  screen && `banding ${screen.banding.toFixed(4)}, flicker ${screen.flicker.toFixed(4)}`;
