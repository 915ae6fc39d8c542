import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import { SecondFactorTicketEntity } from './second-factor-ticket.entity.js';

/** Also the time that browsers give the person. */
export const CHALLENGE_LIFE_MS = 5 * 60 * 1000;

export type ChallengePurpose = 'registration' | 'sign-in' | 'second-factor' | 'step-up';

/** What a passkey is asked to sign: good once, for one purpose, for one account or one ticket. */
@Entity('passkey_challenges')
export class PasskeyChallengeEntity {
  /** 256 random bits, base64url. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'passkey_challenges_pk' })
  challenge!: string;

  @Column('text')
  purpose!: ChallengePurpose;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'passkey_challenges_user_fk' })
  user!: Relation<UserEntity> | null;

  /** Null for a log-in that begins with the passkey: nobody knows yet who it is. */
  @Index('passkey_challenges_user_index')
  @Column('uuid', { name: 'user_id', nullable: true })
  userId!: string | null;

  @ManyToOne(() => SecondFactorTicketEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'ticket_hash', foreignKeyConstraintName: 'passkey_challenges_ticket_fk' })
  ticket!: Relation<SecondFactorTicketEntity> | null;

  /** Of a log-in that began with a face or a password. */
  @Index('passkey_challenges_ticket_index')
  @Column('text', { name: 'ticket_hash', nullable: true })
  ticketHash!: string | null;

  @Index('passkey_challenges_expiry_index')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
