import type { StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import { Accounts } from '../users/accounts.js';
import type { UserEntity } from '../users/user.entity.js';
import { Proof } from './proof.js';

@Injectable()
export class PasswordProof extends Proof {
  override readonly method = 'password';

  constructor(private readonly accounts: Accounts) {
    super();
  }

  override isOpenTo(): boolean {
    return true;
  }

  override isIn({ password }: StepUpRequest): boolean {
    return typeof password === 'string';
  }

  /** @throws ProblemError `CREDENTIALS_INVALID` */
  override async check(user: UserEntity, { password = '' }: StepUpRequest): Promise<AuthenticationMethod[]> {
    await this.accounts.demandPassword(user, password, 'password');
    return ['pwd'];
  }
}
