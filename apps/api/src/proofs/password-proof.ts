import type { StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { LogInAttempts } from '../attempts/log-in-attempts.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import { Accounts } from '../users/accounts.js';
import type { UserEntity } from '../users/user.entity.js';
import { Proof } from './proof.js';

@Injectable()
export class PasswordProof extends Proof {
  override readonly method = 'password';

  constructor(
    private readonly accounts: Accounts,
    private readonly attempts: LogInAttempts,
  ) {
    super();
  }

  override isOpenTo(): boolean {
    return true;
  }

  override isIn({ password }: StepUpRequest): boolean {
    return typeof password === 'string';
  }

  override async check(user: UserEntity, { password = '' }: StepUpRequest): Promise<AuthenticationMethod[]> {
    await this.demand(user, password, 'password');
    return ['pwd'];
  }

  /** @param field of the request, told when it is wrong. @throws ProblemError `CREDENTIALS_INVALID`, `TOO_MANY_ATTEMPTS` */
  async demand(user: UserEntity, password: string, field: string): Promise<void> {
    const attempt = await this.attempts.confirmation(user.id);
    await this.accounts.demandPassword(user, password, field);
    await attempt.succeed();
  }
}
