import type { Language } from '@facegate/contracts';
import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { MailDetails, MailKind } from './mail-kinds.js';

/** A mail that is to be sent. It holds no link: that is made when it is sent. */
@Entity('queued_mails')
export class QueuedMailEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'queued_mails_pk' })
  id!: string;

  @Column('text')
  kind!: MailKind;

  /** The mail goes with this account. */
  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'queued_mails_user_fk' })
  user!: Relation<UserEntity> | null;

  @Index('queued_mails_user_index')
  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** E-mail address. */
  @Column('text')
  address!: string;

  @Column('text')
  language!: Language;

  @Column('jsonb')
  details!: MailDetails;

  /** How often somebody began to send it. */
  @Column('integer', { default: 0 })
  attempts!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** Not to be sent before. */
  @Index('queued_mails_due_index')
  @Column('timestamptz', { name: 'due_at', default: () => 'now()' })
  dueAt!: Date;
}
