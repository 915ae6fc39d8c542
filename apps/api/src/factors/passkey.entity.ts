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
import { UserEntity } from '../users/user.entity.js';

export const CREDENTIAL_CONSTRAINT = 'passkeys_credential_unique';

/** A credential record (WebAuthn Level 3 §4). */
@Entity('passkeys')
@Unique(CREDENTIAL_CONSTRAINT, ['credentialId'])
export class PasskeyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'passkeys_pk' })
  id!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'passkeys_user_fk' })
  user!: Relation<UserEntity>;

  @Index('passkeys_user_index')
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** What the authenticator calls it, base64url. */
  @Column('text', { name: 'credential_id' })
  credentialId!: string;

  /** What the authenticator calls the account: random, base64url. */
  @Column('text', { name: 'user_handle' })
  userHandle!: string;

  /** COSE key, base64url. */
  @Column('text', { name: 'public_key' })
  publicKey!: string;

  /** How often the authenticator says that it signed; 0 for good in those that do not count. A bigint, as text. */
  @Column('bigint')
  counter!: string;

  /** How browsers reach it. */
  @Column('text', { array: true })
  transports!: string[];

  /** Whether its provider copies it between devices. */
  @Column('boolean')
  synced!: boolean;

  /** The owner's word for it. */
  @Column('text')
  name!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
