import type { StepUpRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { passkeyInvalid } from '../factors/passkey-ceremonies.js';
import { Passkeys } from '../factors/passkeys.js';
import { SecondFactors } from '../factors/second-factors.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { UserEntity } from '../users/user.entity.js';
import { Proof } from './proof.js';

@Injectable()
export class PasskeyProof extends Proof {
  override readonly method = 'passkey';

  constructor(
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
  ) {
    super();
  }

  override async isOpenTo({ id }: UserEntity): Promise<boolean> {
    return (await this.factors.ownMethods(id)).includes('passkey');
  }

  override isIn({ passkey }: StepUpRequest): boolean {
    return passkey !== undefined;
  }

  /** @throws ProblemError `PASSKEY_INVALID` */
  override async check({ id: userId }: UserEntity, { passkey }: StepUpRequest): Promise<AuthenticationMethod[]> {
    if (!passkey) throw passkeyInvalid();
    const { methods } = await this.passkeys.show(passkey, { purpose: 'step-up', userId });
    return methods;
  }
}
