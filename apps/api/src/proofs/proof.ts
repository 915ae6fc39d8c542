import type { StepUpMethod, StepUpRequest } from '@facegate/contracts';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { UserEntity } from '../users/user.entity.js';

/** One way in which a person who is signed in proves once more to be who they are. */
export abstract class Proof {
  abstract readonly method: StepUpMethod;

  /** Whether this person has what it takes. */
  abstract isOpenTo(user: UserEntity): boolean | Promise<boolean>;

  /** Whether the request carries it. */
  abstract isIn(request: StepUpRequest): boolean;

  /** @returns what was shown. @throws ProblemError when it does not hold */
  abstract check(user: UserEntity, request: StepUpRequest, signal: AbortSignal): Promise<AuthenticationMethod[]>;
}
