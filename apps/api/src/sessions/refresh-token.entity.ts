import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** Every refresh token ever given out for a session: a used one that comes back was stolen. */
@Entity('refresh_tokens')
export class RefreshTokenEntity {
  /** SHA-256 of the token, base64url. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refresh_tokens_pk' })
  hash!: string;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'refresh_tokens_session_fk' })
  session!: Relation<SessionEntity>;

  @Index('refresh_tokens_session_index')
  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
