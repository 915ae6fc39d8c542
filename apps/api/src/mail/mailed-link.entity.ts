import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';
import type { LinkPurpose } from './mail-kinds.js';

/** The newest link of its purpose that was made for an account, until it is used. */
@Entity('mailed_links')
@Unique('mailed_links_hash_unique', ['hash'])
export class MailedLinkEntity {
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'mailed_links_pk' })
  userId!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'mailed_links_user_fk' })
  user!: Relation<UserEntity>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'mailed_links_pk' })
  purpose!: LinkPurpose;

  /** SHA-256 of the token, base64url. */
  @Column('text')
  hash!: string;

  /** The e-mail address that it was sent to. */
  @Column('text')
  address!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
