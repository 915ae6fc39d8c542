import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** For who lost the other second factors. The row goes when the code is used. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'recovery_codes_pk' })
  userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'recovery_codes_user_fk' })
  user!: Relation<UserEntity>;

  /** SHA-256 of its 125 random bits, base64url. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_codes_pk' })
  hash!: string;
}
