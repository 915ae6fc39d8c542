import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsISO8601, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { SIGN_IN_METHODS, type SignInMethod } from './facial.js';

/** A device that is signed in. */
export class SessionSummary {
  @IsUUID()
  id!: string;

  @IsIn(SIGN_IN_METHODS)
  method!: SignInMethod;

  @IsISO8601()
  createdAt!: string;

  /** When its access token was last renewed: every ten minutes while it is in use. */
  @IsISO8601()
  lastUsedAt!: string;

  /** Browser and system, such as `Firefox, Linux`, as far as they are known. */
  @IsOptional()
  @IsString()
  device?: string;

  /** What the browser said of itself, at most 256 characters. */
  @IsOptional()
  @IsString()
  userAgent?: string;

  /** The one that asks. */
  @IsBoolean()
  current!: boolean;
}

/** `GET /api/me/sessions`. */
export class SessionList {
  /** Used last first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SessionSummary)
  sessions!: SessionSummary[];
}
