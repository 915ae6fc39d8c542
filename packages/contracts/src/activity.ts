import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsISO8601, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { SIGN_IN_METHODS, type SignInMethod } from './facial.js';
import { ERROR_CODES, type ErrorCode } from './problem.js';

/** Events that one answer has at most, and without a `limit`. */
export const ACTIVITY_MAX_LIMIT = 200;
export const ACTIVITY_DEFAULT_LIMIT = 50;

export const SIGN_IN_OUTCOMES = ['success', 'failure'] as const;
export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number];

/** Somebody signed in to the account, or tried to. */
export class SignInEvent {
  @IsUUID()
  id!: string;

  @IsISO8601()
  time!: string;

  @IsIn(SIGN_IN_METHODS)
  method!: SignInMethod;

  @IsIn(SIGN_IN_OUTCOMES)
  outcome!: SignInOutcome;

  /** Of a failure: `CREDENTIALS_INVALID`, `FACE_NOT_RECOGNIZED`, `PASSKEY_INVALID`, `SECOND_FACTOR_INVALID`, or `FACE_ALREADY_ENROLLED` for a sign-up with this face. */
  @IsOptional()
  @IsIn(ERROR_CODES)
  reason?: ErrorCode;

  /** Browser and system, such as `Firefox, Linux`, as far as they are known. */
  @IsOptional()
  @IsString()
  device?: string;
}

/** `GET /api/me/activity?before=&limit=`: one page of the sign-in history. */
export class ActivityPage {
  /** Newest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SignInEvent)
  events!: SignInEvent[];

  /** `before` of the next page; left out on the last one. */
  @IsOptional()
  @IsUUID()
  next?: string;
}
