import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { ONE_TIME_CODE_MAX_LENGTH, PASSWORD_MAX_LENGTH } from './limits.js';
import { LiveProofFields } from './live-proof.js';
import { PasskeyAssertion } from './passkeys.js';

/** Ways to prove once more to be who one is. */
export const STEP_UP_METHODS = ['password', 'face', 'passkey', 'totp'] as const;
export type StepUpMethod = (typeof STEP_UP_METHODS)[number];

/** `POST /api/auth/step-up`: one proof, `password`, `livenessToken`, `passkey` or `code`. */
export class StepUpRequest extends LiveProofFields {
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX_LENGTH)
  password?: string;

  /** As `RecognizeFacialRequest.image`. */
  @IsOptional()
  @IsString()
  image?: string;

  /** An answer to the challenge of `POST /api/auth/step-up/options`. */
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
}
