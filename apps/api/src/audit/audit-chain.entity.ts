import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: where the chain ends, and where what is kept of it begins. Who appends holds it. */
@Entity('audit_chain')
export class AuditChainEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audit_chain_pk' })
  id!: number;

  @Column('bigint')
  seq!: string;

  @Column('text')
  hash!: string;

  /** The last row that was removed because it was old; 0 when none was. */
  @Column('bigint', { name: 'pruned_seq' })
  prunedSeq!: string;

  @Column('text', { name: 'pruned_hash' })
  prunedHash!: string;

  @Column('text', { name: 'pruned_key_id', nullable: true })
  prunedKeyId!: string | null;

  @Column('text', { name: 'pruned_mac', nullable: true })
  prunedMac!: string | null;
}
