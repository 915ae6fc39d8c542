import { randomUUID } from 'node:crypto';
import type { Language } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { ConsentTextEntity } from './consent-text.entity.js';
import { ConsentEntity } from './consent.entity.js';

@Injectable()
export class ConsentsRepository {
  constructor(
    @InjectRepository(ConsentEntity) private readonly consents: Repository<ConsentEntity>,
    @InjectRepository(ConsentTextEntity) private readonly texts: Repository<ConsentTextEntity>,
  ) {}

  async insert(transaction: Transaction, userId: string, version: string, language: Language): Promise<void> {
    const consent = { id: randomUUID(), userId, version, language, givenAt: new Date() };
    await transaction.insert(ConsentEntity, consent);
  }

  /** Ends the one in force. False when there is none. */
  async end(transaction: Transaction, userId: string): Promise<boolean> {
    const { affected } = await transaction.update(
      ConsentEntity,
      { userId, withdrawnAt: IsNull() },
      { withdrawnAt: new Date() },
    );
    return affected === 1;
  }

  inForce(userId: string, transaction?: Transaction): Promise<ConsentEntity | null> {
    const consents = transaction?.getRepository(ConsentEntity) ?? this.consents;
    return consents.findOneBy({ userId, withdrawnAt: IsNull() });
  }

  /** Newest first. */
  ofUser(userId: string): Promise<ConsentEntity[]> {
    return this.consents.find({ where: { userId }, order: { givenAt: 'DESC', id: 'ASC' } });
  }

  async text(version: string, language: Language): Promise<string | undefined> {
    const stored = await this.texts.findOneBy({ version, language });
    return stored?.text;
  }

  /** Those that are there already stay as they are. */
  async insertTexts(texts: readonly ConsentTextEntity[]): Promise<void> {
    await this.texts
      .createQueryBuilder()
      .insert()
      .values([...texts])
      .orIgnore()
      .execute();
  }

  allTexts(): Promise<ConsentTextEntity[]> {
    return this.texts.find();
  }
}
