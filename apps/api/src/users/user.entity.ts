import type { Language, UserRole } from '@facegate/contracts';
import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique, UpdateDateColumn } from 'typeorm';
import type { FacialData } from './facial-data.js';

export const USERNAME_CONSTRAINT = 'users_username_key_unique';
export const SKELETON_CONSTRAINT = 'users_username_skeleton_unique';
export const EMAIL_CONSTRAINT = 'users_email_key_unique';

@Entity('users')
@Unique(USERNAME_CONSTRAINT, ['usernameKey'])
@Unique(SKELETON_CONSTRAINT, ['usernameSkeleton'])
@Unique(EMAIL_CONSTRAINT, ['emailKey'])
export class UserEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'users_pk' })
  id!: string;

  /** As the person wrote it, NFKC. */
  @Column('text')
  username!: string;

  /** What makes it unique: see `identity-keys.ts`. */
  @Column('text', { name: 'username_key' })
  usernameKey!: string;

  /** What it looks like (`skeleton.ts`): nobody else gets a name that looks so. Null where an older account looks so already. */
  @Column('text', { name: 'username_skeleton', nullable: true })
  usernameSkeleton!: string | null;

  /** As the person wrote it, with an international domain in its letters. */
  @Column('text')
  email!: string;

  /** What makes it unique: see `identity-keys.ts`. */
  @Column('text', { name: 'email_key' })
  emailKey!: string;

  /** When a link that was sent to this very address was used. */
  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt!: Date | null;

  /** Whether the account may have this address only until `confirm_by` unless it is confirmed. */
  @Column('boolean', { name: 'confirmation_demanded', default: false })
  confirmationDemanded!: boolean;

  /** Set when the mail that asks went out; null before, and once it is confirmed. */
  @Column('timestamptz', { name: 'confirm_by', nullable: true })
  confirmBy!: Date | null;

  /** argon2id, PHC string. */
  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('jsonb', { name: 'facial_data' })
  facialData!: FacialData;

  /** What their templates and pictures are sealed with, wrapped by the master key, in base64. Null once it is destroyed. */
  @Column('text', { name: 'data_key', nullable: true })
  dataKey!: string | null;

  /** Stands for the person in the audit trail, and leads to nobody once this row is gone. */
  @Column('uuid', { name: 'audit_subject' })
  auditSubject!: string;

  @Column('text', { default: 'user' })
  role!: UserRole;

  /** Of the mails to them. */
  @Column('text', { default: 'en' })
  language!: Language;

  /** When the newest of the sessions that are not kept any more was used last. */
  @Column('timestamptz', { name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;

  /** When they were told that their account will be erased for want of use. */
  @Column('timestamptz', { name: 'idle_warned_at', nullable: true })
  idleWarnedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Index('users_updated_index')
  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
