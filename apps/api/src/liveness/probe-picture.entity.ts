import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A picture that a log-in was decided by: it does not count again. */
@Entity('probe_pictures')
export class ProbePictureEntity {
  /** Of its bytes, in hexadecimal. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'probe_pictures_pk' })
  sha256!: string;

  @Index('probe_pictures_use_index')
  @Column('timestamptz', { name: 'used_at', default: () => 'now()' })
  usedAt!: Date;
}
