import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, MoreThan, Repository } from 'typeorm';
import type { Transaction } from '../database/transactions.js';
import { LivenessProofEntity } from './liveness-proof.entity.js';

@Injectable()
export class LivenessRepository {
  constructor(@InjectRepository(LivenessProofEntity) private readonly proofs: Repository<LivenessProofEntity>) {}

  /** Those that ran out go at the same time. */
  async insert(proof: LivenessProofEntity): Promise<void> {
    await this.proofs.delete({ expiresAt: LessThan(new Date()) });
    await this.proofs.insert(proof);
  }

  /** Undefined once it was used or ran out. */
  async sealed(id: string): Promise<string | undefined> {
    const proof = await this.proofs.findOneBy({ id, expiresAt: MoreThan(new Date()) });
    return proof?.sealed;
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(id: string, transaction: Transaction = this.proofs.manager): Promise<boolean> {
    const { affected } = await transaction.delete(LivenessProofEntity, { id, expiresAt: MoreThan(new Date()) });
    return affected === 1;
  }

  /** Those that ran out before `now`. @returns how many */
  async removeExpired(now: Date, dryRun: boolean): Promise<number> {
    const over = { expiresAt: LessThan(now) };
    return dryRun ? this.proofs.countBy(over) : ((await this.proofs.delete(over)).affected ?? 0);
  }
}
