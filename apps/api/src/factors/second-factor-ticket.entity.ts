import type { SignInMethod } from '@facegate/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

export const TICKET_LIFE_MS = 5 * 60 * 1000;

/** A log-in that a second factor has to complete. */
@Entity('second_factor_tickets')
export class SecondFactorTicketEntity {
  /** SHA-256 of the ticket, base64url. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'second_factor_tickets_pk' })
  hash!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'second_factor_tickets_user_fk' })
  user!: Relation<UserEntity>;

  @Index('second_factor_tickets_user_index')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** What was shown already. */
  @Column('text')
  method!: SignInMethod;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Index('second_factor_tickets_expiry_index')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
