import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How often something was tried: a row for each account, caller and device that failed lately. */
@Entity('attempt_counts')
export class AttemptCountEntity {
  /** What is counted, and of whom: see `attempt-keys.ts`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'attempt_counts_pk' })
  key!: string;

  @Column('int')
  attempts!: number;

  @Column('timestamptz', { name: 'open_at' })
  openAt!: Date;

  @Index('attempt_counts_forget_at_index')
  @Column('timestamptz', { name: 'forget_at', nullable: true })
  forgetAt!: Date | null;
}
