import type { StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { AuthenticatorApp } from '../factors/authenticator-app.js';
import { SecondFactors } from '../factors/second-factors.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { UserEntity } from '../users/user.entity.js';
import { Proof } from './proof.js';

/** A code of the authenticator app. */
@Injectable()
export class TotpProof extends Proof {
  override readonly method = 'totp';

  constructor(
    private readonly factors: SecondFactors,
    private readonly app: AuthenticatorApp,
  ) {
    super();
  }

  override async isOpenTo({ id }: UserEntity): Promise<boolean> {
    return (await this.factors.ownMethods(id)).includes('totp');
  }

  override isIn({ code }: StepUpRequest): boolean {
    return typeof code === 'string';
  }

  /** @throws ProblemError `SECOND_FACTOR_INVALID`, `TOO_MANY_ATTEMPTS` */
  override async check(user: UserEntity, { code = '' }: StepUpRequest): Promise<AuthenticationMethod[]> {
    await this.app.show(user, code);
    return ['otp'];
  }
}
