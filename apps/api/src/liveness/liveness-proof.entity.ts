import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a live session has shown, until its token is used or runs out. */
@Entity('liveness_proofs')
export class LivenessProofEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'liveness_proofs_pk' })
  id!: string;

  /** What was seen and what it is good for (`proof-content.ts`), sealed for this id, in base64. */
  @Column('text')
  sealed!: string;

  @Index('liveness_proofs_expiry_index')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
