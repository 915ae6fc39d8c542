import 'reflect-metadata';
import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsEmailAddress, IsNewPassword } from './account.js';

const LINK_TOKEN_MAX_LENGTH = 64;

/** What stands behind the `#` of a mailed link. */
class LinkToken {
  @IsString()
  @IsNotEmpty()
  @MaxLength(LINK_TOKEN_MAX_LENGTH)
  token!: string;
}

/**
 * `POST /api/auth/email/verify`. With a session of the account (its access token, or its refresh cookie) everything stays as it
 * is. Without one, all that was set up before goes, the password too: it may be somebody else's.
 */
export class VerifyEmailRequest extends LinkToken {
  /** Rather than to remove anything, answer `LINK_NEEDS_SESSION`, and leave the link as it is. */
  @IsOptional()
  @IsBoolean()
  keep?: boolean;
}

/** `POST /api/auth/email/undo`: what the mail to an address that was left carries. */
export class UndoEmailChangeRequest extends LinkToken {}

/** `POST /api/auth/recovery`: answered alike whether or not the address has an account. */
export class RecoveryRequest {
  @IsEmailAddress()
  email!: string;
}

/** `POST /api/auth/recovery/complete`: a new password for the account that the link was sent to. */
export class CompleteRecoveryRequest extends LinkToken {
  /** It ends all sessions. */
  @IsNewPassword()
  password!: string;
}
