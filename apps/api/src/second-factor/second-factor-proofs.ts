import type { PasskeyAssertion, SecondFactorRequest } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { AuthenticatorApp } from '../factors/authenticator-app.js';
import { Passkeys } from '../factors/passkeys.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';
import type { Ticket } from '../factors/second-factor-tickets.js';
import { AccountMails } from '../mail/account-mails.js';
import type { AuthenticationMethod } from '../sessions/authentication-methods.js';
import type { UserEntity } from '../users/user.entity.js';

/** Tries a proof. @throws ProblemError `SECOND_FACTOR_INVALID`, `PASSKEY_INVALID`, `TOO_MANY_ATTEMPTS` */
type Trial = (user: UserEntity, ticket: Ticket) => Promise<AuthenticationMethod[]>;

/** The second factors that a log-in can be completed with. */
@Injectable()
export class SecondFactorProofs {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly app: AuthenticatorApp,
    private readonly codes: RecoveryCodes,
    private readonly mails: AccountMails,
  ) {}

  /** The one that the request carries. @throws ProblemError `VALIDATION_FAILED` unless it is exactly one */
  only({ passkey, code, recoveryCode }: SecondFactorRequest): Trial {
    const [trial, ...more] = [
      ...(passkey ? [this.byPasskey(passkey)] : []),
      ...(code === undefined ? [] : [this.byCode(code)]),
      ...(recoveryCode === undefined ? [] : [this.byRecoveryCode(recoveryCode)]),
    ];
    if (!trial || more.length > 0)
      throw new ProblemError('VALIDATION_FAILED', 'Send one second factor: passkey, code or recoveryCode.');
    return trial;
  }

  private byPasskey(passkey: PasskeyAssertion): Trial {
    return async ({ id: userId }, { hash: ticketHash }) => {
      const { methods } = await this.passkeys.show(passkey, { purpose: 'second-factor', userId, ticketHash });
      return methods;
    };
  }

  private byCode(code: string): Trial {
    return async (user) => {
      await this.app.show(user, code);
      return ['otp'];
    };
  }

  private byRecoveryCode(code: string): Trial {
    return async (user) => {
      await this.codes.show(user.id, code);
      await this.mails.recoveryCodeUsed(user);
      return ['otp'];
    };
  }
}
