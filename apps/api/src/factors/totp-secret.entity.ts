import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** What an account shares with an authenticator app (RFC 6238). */
@Entity('totp_secrets')
export class TotpSecretEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'totp_secrets_pk' })
  userId!: string;

  @OneToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'totp_secrets_user_fk' })
  user!: Relation<UserEntity>;

  /** 20 bytes, sealed with the person's data key, in base64. */
  @Column('text')
  sealed!: string;

  /** Null until a code has shown that the app has the secret: before that it opens nothing. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  /** The time step of the last code that was taken: no code of this step or one before is taken again. A bigint, as text. */
  @Column('bigint', { name: 'last_step', default: 0 })
  lastStep!: string;
}
