import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { SignedIn } from './facial.js';
import { ONE_TIME_CODE_MAX_LENGTH } from './limits.js';
import { PasskeyAssertion, PasskeySummary } from './passkeys.js';
import { SIGN_IN_DEMANDS, type SignInDemand } from './sign-in-demand.js';

/** What can be shown after a face or a password. */
export const SECOND_FACTOR_METHODS = ['passkey', 'totp', 'recovery-code'] as const;
export type SecondFactorMethod = (typeof SECOND_FACTOR_METHODS)[number];

/** Of one account. Each is good once. */
export const RECOVERY_CODES = 10;
export const TOTP_DIGITS = 6;
const RECOVERY_CODE_MAX_LENGTH = 64;
const TICKET_MAX_LENGTH = 64;

/** `POST /api/auth/second-factor/options`: a challenge for a passkey of the ticket's account. */
export class SecondFactorTicket {
  /** From the problem `SECOND_FACTOR_REQUIRED`. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(TICKET_MAX_LENGTH)
  ticket!: string;
}

/** `POST /api/auth/second-factor`: the ticket and one of `passkey`, `code`, `recoveryCode`. */
export class SecondFactorRequest extends SecondFactorTicket {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PasskeyAssertion)
  passkey?: PasskeyAssertion;

  /** Of the authenticator app. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(ONE_TIME_CODE_MAX_LENGTH)
  code?: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(RECOVERY_CODE_MAX_LENGTH)
  recoveryCode?: string;
}

/** `POST /api/me/authenticator-app`: to be put into an app, and to be confirmed by a code of it. */
export class AuthenticatorAppSetup {
  /** Base32, for typing it in. */
  @IsString()
  secret!: string;

  /** `otpauth://` for a QR code. */
  @IsString()
  uri!: string;
}

/** `POST /api/me/authenticator-app/confirm`. */
export class ConfirmAuthenticatorAppRequest {
  @IsString()
  @IsNotEmpty()
  @MaxLength(ONE_TIME_CODE_MAX_LENGTH)
  code!: string;
}

export class AuthenticatorAppSummary {
  @IsISO8601()
  addedAt!: string;
}

/**
 * `POST /api/me/passkeys` and `POST /api/me/authenticator-app/confirm`. Who adds a factor shows it: another session takes
 * the place of the one that asked.
 */
export class FactorAdded extends SignedIn {
  /** With the first factor of an account: the only time that they are told. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(RECOVERY_CODES)
  @IsString({ each: true })
  recoveryCodes?: string[];
}

/** `POST /api/me/recovery-codes`: the only time that they are told. */
export class RecoveryCodeList {
  @IsArray()
  @ArrayMaxSize(RECOVERY_CODES)
  @IsString({ each: true })
  codes!: string[];
}

/** `GET /api/me/factors`. */
export class FactorList {
  /** Oldest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PasskeySummary)
  passkeys!: PasskeySummary[];

  /** Missing while there is none. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AuthenticatorAppSummary)
  authenticatorApp?: AuthenticatorAppSummary;

  @IsInt()
  @Min(0)
  recoveryCodesLeft!: number;

  @IsIn(SIGN_IN_DEMANDS)
  demanded!: SignInDemand;

  /** After too many misses; a log-in by password turns it on again. */
  @IsBoolean()
  faceLogInOff!: boolean;
}
