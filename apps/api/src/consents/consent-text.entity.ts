import type { Language } from '@facegate/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A consent text as it was shown; written once, never changed. */
@Entity('consent_texts')
export class ConsentTextEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'consent_texts_pk' })
  version!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'consent_texts_pk' })
  language!: Language;

  @Column('text')
  text!: string;

  @Column('text')
  sha256!: string;
}
