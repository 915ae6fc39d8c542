import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO8601, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** How long this server keeps things, in days. */
export class RetentionDays {
  /** What happened to an account. */
  @IsInt()
  auditEvents!: number;

  /** Left out: as long as the face. */
  @IsOptional()
  @IsInt()
  pictures?: number;

  /** Accounts that nobody uses; left out: for ever. */
  @IsOptional()
  @IsInt()
  idleAccounts?: number;

  /** Sessions, after they ended. */
  @IsInt()
  endedSessions!: number;

  /** How often a log-in was tried, after the last try; while log-in by face is off, until it is on again. */
  @IsInt()
  attempts!: number;

  /** The cookie of a device that somebody logged in on. */
  @IsInt()
  deviceCookie!: number;

  /** Mails that could not be sent yet. */
  @IsInt()
  queuedMails!: number;

  /** Mails as files for the operator, with addresses and links; left out where mails leave this machine. */
  @IsOptional()
  @IsInt()
  outboxMails?: number;
}

/** `GET /api/privacy`: what the page cannot know by itself. */
export class PrivacyFacts {
  /** Whom to write to. */
  @IsOptional()
  @IsString()
  contact?: string;

  @IsBoolean()
  keepsPictures!: boolean;

  /** Whether mails leave this machine. */
  @IsBoolean()
  sendsMail!: boolean;

  /** Whether a service outside is asked if a new password was leaked: it learns five digits of a hash. */
  @IsBoolean()
  asksForLeakedPasswords!: boolean;

  @IsObject()
  @ValidateNested()
  @Type(() => RetentionDays)
  days!: RetentionDays;
}

/** How many of what an erasure destroyed. */
export class Destroyed {
  @IsInt()
  dataKeys!: number;

  @IsInt()
  templates!: number;

  @IsInt()
  pictures!: number;

  @IsInt()
  indexEntries!: number;

  /** In the database: the account, its sessions, consents, links and mails. */
  @IsInt()
  rows!: number;

  /** Events that keep what happened, but not where from, and lead to nobody any more. */
  @IsInt()
  auditEvents!: number;
}

/** That an account was erased. It names nobody. */
export class ErasureReceipt {
  /** Also in the audit trail. */
  @IsUUID()
  id!: string;

  @IsISO8601()
  erasedAt!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => Destroyed)
  destroyed!: Destroyed;

  /** The same, signed: a JWS by a key of `GET /api/.well-known/jwks.json` at that time. */
  @IsString()
  proof!: string;
}
