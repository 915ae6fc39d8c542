import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row, in a PostgreSQL server: the data folder that the database belongs to. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'installation_pk' })
  id!: number;

  @Column('uuid')
  folder!: string;

  /** Of the process that was the last to start with nobody else on its data folder. */
  @Column('uuid')
  run!: string;
}
