import type { StepUpMethod, StepUpRequest } from '@facegate/contracts';
import { ProblemError } from '../common/problem-error.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { UserEntity } from '../users/user.entity.js';
import type { Proof } from './proof.js';

/** All the ways there are to prove once more to be who one is. */
export class Proofs {
  constructor(private readonly all: readonly Proof[]) {}

  /** Those that this person can take. */
  async openTo(user: UserEntity): Promise<StepUpMethod[]> {
    const open = await Promise.all(this.all.map(async (proof) => ((await proof.isOpenTo(user)) ? [proof.method] : [])));
    return open.flat();
  }

  /** @returns what was shown. @throws ProblemError of the proof, or `VALIDATION_FAILED` unless there is exactly one */
  check(user: UserEntity, request: StepUpRequest, signal: AbortSignal): Promise<AuthenticationMethod[]> {
    const [given, ...more] = this.all.filter((proof) => proof.isIn(request));
    if (!given || more.length > 0)
      throw new ProblemError(
        'VALIDATION_FAILED',
        'Send one proof that it is you: password, live check, passkey or code.',
      );
    return given.check(user, request, signal);
  }
}
