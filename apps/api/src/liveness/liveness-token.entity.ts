import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A face that was seen alive, until its token is used or runs out. */
@Entity('liveness_tokens')
export class LivenessTokenEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'liveness_tokens_pk' })
  id!: string;

  /** The feature vector, sealed for this id, in base64. */
  @Column('text', { name: 'sealed_face' })
  sealedFace!: string;

  @Index('liveness_tokens_expiry_index')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
