import { type SignInMethod } from '@facegate/contracts';
import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { AuthenticationMethod } from './authentication-methods.js';

/** One sign-in and all that was refreshed from it: the family that a stolen refresh token takes down. */
@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pk' })
  id!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'sessions_user_fk' })
  user!: Relation<UserEntity>;

  @Index('sessions_user_index')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** The way in; what was shown besides is in `amr`. */
  @Column('text')
  method!: SignInMethod;

  /** Every way in which the person proved to be who they are. */
  @Column('text', { array: true })
  amr!: AuthenticationMethod[];

  /** When they did last. */
  @Column('timestamptz', { name: 'authenticated_at' })
  authenticatedAt!: Date;

  /** When they last showed a second factor; null when they never did. */
  @Column('timestamptz', { name: 'second_factor_at', nullable: true })
  secondFactorAt!: Date | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
