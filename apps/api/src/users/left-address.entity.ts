import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { UserEntity } from './user.entity.js';

/** An e-mail address that an account had, confirmed, before the one it has. Its reader can put it back for a while. */
@Entity('left_addresses')
@Unique('left_addresses_hash_unique', ['hash'])
export class LeftAddressEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'left_addresses_pk' })
  id!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'left_addresses_user_fk' })
  user!: Relation<UserEntity>;

  @Index('left_addresses_user_index')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** As the person wrote it. */
  @Column('text')
  address!: string;

  /** What makes it unique: see `identity-keys.ts`. */
  @Index('left_addresses_key_index')
  @Column('text', { name: 'address_key' })
  addressKey!: string;

  @Column('timestamptz', { name: 'verified_at' })
  verifiedAt!: Date;

  @CreateDateColumn({ name: 'left_at', type: 'timestamptz' })
  leftAt!: Date;

  /** When its reader cannot put it back any more. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** SHA-256 of the link's token, base64url; null until the mail with the link was written. */
  @Column('text', { nullable: true })
  hash!: string | null;
}
