import type { Language } from '@facegate/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { UserEntity } from '../users/user.entity.js';

/** That a person agreed to a consent text, and until when. */
@Entity('consents')
@Index('consents_in_force_unique', ['userId'], { unique: true, where: 'withdrawn_at IS NULL' })
@Index('consents_user_index', ['userId'])
export class ConsentEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'consents_pk' })
  id!: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'consents_user_fk' })
  user!: Relation<UserEntity>;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  version!: string;

  @Column('text')
  language!: Language;

  @Column('timestamptz', { name: 'given_at' })
  givenAt!: Date;

  /** Or when another version took its place. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
