import type { AuditAction, AuditActor, ErrorCode, SignInMethod, SignInOutcome } from '@facegate/contracts';
import { Column, Entity, Index, PrimaryColumn, Unique, type ValueTransformer } from 'typeorm';
import type { CallOrigin } from '../common/http/call-origin.js';

const SAFE_INTEGER: ValueTransformer = { to: (value: number) => value, from: (text: string) => Number(text) };

/** One link of the chain. All but `origin` and `originSalt` is under `hash`, and never changes. */
@Entity('audit_events')
@Unique('audit_events_id_unique', ['id'])
@Index('audit_events_subject_index', ['subject', 'at', 'seq'])
@Index('audit_events_at_index', ['at'])
export class AuditEventEntity {
  /** From 1, without gaps. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'audit_events_pk', transformer: SAFE_INTEGER })
  seq!: number;

  @Column('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  action!: AuditAction;

  @Column('text')
  actor!: AuditActor;

  @Column('text')
  outcome!: SignInOutcome;

  @Column('text', { nullable: true })
  reason!: ErrorCode | null;

  @Column('text', { nullable: true })
  method!: SignInMethod | null;

  @Column('text', { nullable: true })
  detail!: string | null;

  /** `users.audit_subject` of the account concerned. */
  @Column('uuid', { nullable: true })
  subject!: string | null;

  /** Goes with the account: the chain holds a salted digest of it only. */
  @Column('jsonb', { nullable: true })
  origin!: CallOrigin | null;

  @Column('text', { name: 'origin_salt', nullable: true })
  originSalt!: string | null;

  @Column('text', { name: 'origin_digest', nullable: true })
  originDigest!: string | null;

  /** Of the key that made the hash. */
  @Column('text', { name: 'key_id' })
  keyId!: string;

  @Column('text')
  hash!: string;
}
