import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { LivenessTokenEntity } from './liveness-token.entity.js';
import { ProbePictureEntity } from './probe-picture.entity.js';

@Injectable()
export class LivenessRepository {
  constructor(@InjectRepository(LivenessTokenEntity) private readonly tokens: Repository<LivenessTokenEntity>) {}

  /** Those that ran out go at the same time. */
  async insert(token: LivenessTokenEntity): Promise<void> {
    await this.tokens.delete({ expiresAt: LessThan(new Date()) });
    await this.tokens.insert(token);
  }

  /** Undefined once it was used or ran out. */
  async sealedFace(id: string): Promise<string | undefined> {
    const token = await this.tokens.findOneBy({ id, expiresAt: MoreThan(new Date()) });
    return token?.sealedFace;
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(transaction: Transaction, id: string): Promise<boolean> {
    const { affected } = await transaction.delete(LivenessTokenEntity, { id, expiresAt: MoreThan(new Date()) });
    return affected === 1;
  }

  /** Tokens that ran out before `now`. @returns how many */
  async removeTokens(now: Date, dryRun: boolean): Promise<number> {
    const over = { expiresAt: LessThan(now) };
    return dryRun ? this.tokens.countBy(over) : ((await this.tokens.delete(over)).affected ?? 0);
  }

  /** Uses of pictures before `since`. @returns how many */
  async removePictures(since: Date, dryRun: boolean): Promise<number> {
    const pictures = this.tokens.manager.getRepository(ProbePictureEntity);
    const old = { usedAt: LessThan(since) };
    return dryRun ? pictures.countBy(old) : ((await pictures.delete(old)).affected ?? 0);
  }

  /** False when it was used before; of two callers at once, one gets true. Uses before `since` are forgotten. */
  async usePicture(transaction: Transaction, sha256: string, since: Date): Promise<boolean> {
    await transaction.delete(ProbePictureEntity, { usedAt: LessThan(since) });
    const { raw } = await transaction
      .createQueryBuilder()
      .insert()
      .into(ProbePictureEntity)
      .values({ sha256 })
      .orIgnore()
      .returning('sha256')
      .execute();
    return (raw as unknown[]).length === 1;
  }
}
