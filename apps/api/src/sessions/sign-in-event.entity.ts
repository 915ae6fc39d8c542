import type { ErrorCode, SignInMethod, SignInOutcome } from '@facegate/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** Somebody signed in to an account, or tried to. Goes with the account. */
@Entity('sign_in_events')
@Index('sign_in_events_user_at_index', ['userId', 'at'])
export class SignInEventEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_in_events_pk' })
  id!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'sign_in_events_user_fk' })
  user!: Relation<UserEntity>;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  method!: SignInMethod;

  @Column('text')
  outcome!: SignInOutcome;

  /** Of a failure. */
  @Column('text', { nullable: true })
  reason!: ErrorCode | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;
}
