import 'reflect-metadata';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { IsEmailAddress, IsNewPassword } from './account.js';

const LINK_TOKEN_MAX_LENGTH = 64;

/** `POST /api/auth/email/verify`. */
export class VerifyEmailRequest {
  /** What stands behind the `#` of the mailed link. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(LINK_TOKEN_MAX_LENGTH)
  token!: string;
}

/** `POST /api/auth/recovery`: answered alike whether or not the address has an account. */
export class RecoveryRequest {
  @IsEmailAddress()
  email!: string;
}

/** `POST /api/auth/recovery/complete`: a new password for the account that the link was sent to. */
export class CompleteRecoveryRequest extends VerifyEmailRequest {
  /** It ends all sessions. */
  @IsNewPassword()
  password!: string;
}
