import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsISO8601, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { SIGN_IN_OUTCOMES, type SignInOutcome } from './activity.js';
import { SIGN_IN_METHODS, type SignInMethod } from './facial.js';
import { ERROR_CODES, type ErrorCode } from './problem.js';

/** Everything that the audit trail tells of. To tell of one thing more, add its name here and its sentence to the pages. */
export const AUDIT_ACTIONS = [
  'sign-up',
  'sign-in',
  'second-factor-asked',
  'step-up',
  'sign-out',
  'session-ended',
  'refresh-reused',
  'username-changed',
  'password-changed',
  'email-changed',
  'email-verified',
  'email-change-undone',
  'email-put-back',
  'account-reset',
  'recovery-requested',
  'password-recovered',
  'face-added',
  'face-removed',
  'factor-added',
  'factor-removed',
  'recovery-codes-renewed',
  'consent-given',
  'consent-withdrawn',
  'data-exported',
  'idle-warned',
  'account-erased',
  'role-changed',
  'keys-rotated',
  'templates-reindexed',
  'audit-read',
  'audit-pruned',
  'audit-restored',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** The person of the account, somebody who did not prove to be them, who runs the server, or the server by itself. */
export const AUDIT_ACTORS = ['self', 'unknown', 'operator', 'server'] as const;
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** One thing that happened to one's account: `GET /api/me/events`. */
export class AccountEvent {
  @IsUUID()
  id!: string;

  @IsISO8601()
  time!: string;

  @IsIn(AUDIT_ACTIONS)
  action!: AuditAction;

  @IsIn(AUDIT_ACTORS)
  actor!: AuditActor;

  @IsIn(SIGN_IN_OUTCOMES)
  outcome!: SignInOutcome;

  /** Of a failure. */
  @IsOptional()
  @IsIn(ERROR_CODES)
  reason?: ErrorCode;

  @IsOptional()
  @IsIn(SIGN_IN_METHODS)
  method?: SignInMethod;

  /** A word or figures more: the role that was given, the version that was agreed to; of a face, for operators alone, the flicker of its background. */
  @IsOptional()
  @IsString()
  detail?: string;

  /** Browser and system, such as `Firefox, Linux`, as far as they are known. */
  @IsOptional()
  @IsString()
  device?: string;

  /** Where from, cut to the network: `203.0.113.0/24`, `2001:db8:1::/48`. */
  @IsOptional()
  @IsString()
  network?: string;
}

/** One page of what happened to one's account. */
export class AccountEventPage {
  /** Newest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AccountEvent)
  events!: AccountEvent[];

  /** `before` of the next page; left out on the last one. */
  @IsOptional()
  @IsUUID()
  next?: string;
}

/** One row of the audit trail: `GET /api/audit`, for operators. */
export class AuditEvent extends AccountEvent {
  /** Its place in the chain, from 1. */
  @IsInt()
  seq!: number;

  /** Which account: a random number that leads to nobody once the account is erased. */
  @IsOptional()
  @IsUUID()
  subject?: string;

  /** Whose account, as long as there is one. Not in lines, which outlive it. */
  @IsOptional()
  @IsString()
  username?: string;
}

/** One page of the audit trail. */
export class AuditPage {
  /** Newest first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AuditEvent)
  events!: AuditEvent[];

  /** `before` of the next page; left out on the last one. */
  @IsOptional()
  @IsInt()
  next?: number;
}
