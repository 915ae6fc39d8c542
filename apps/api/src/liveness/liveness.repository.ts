import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { isOver, stillAlive } from '../database/ends.js';
import type { Transaction } from '../database/transactions.js';
import { LIVENESS_TOKEN } from '../tokens/token-kinds.js';
import { LivenessProofEntity } from './liveness-proof.entity.js';

const LIFE_MS = LIVENESS_TOKEN.seconds * 1000;

@Injectable()
export class LivenessRepository {
  constructor(@InjectRepository(LivenessProofEntity) private readonly proofs: Repository<LivenessProofEntity>) {}

  /** Those that ran out go at the same time. */
  async insert(proof: LivenessProofEntity): Promise<void> {
    await this.proofs.delete({ expiresAt: isOver(LIFE_MS, Date.now()) });
    await this.proofs.insert(proof);
  }

  /** Undefined once it was used or ran out. */
  async sealed(id: string): Promise<string | undefined> {
    const proof = await this.proofs.findOneBy({ id, expiresAt: stillAlive(LIFE_MS) });
    return proof?.sealed;
  }

  /** False when it is not there any more; of two callers at once, one gets true. */
  async take(id: string, transaction: Transaction = this.proofs.manager): Promise<boolean> {
    const { affected } = await transaction.delete(LivenessProofEntity, { id, expiresAt: stillAlive(LIFE_MS) });
    return affected === 1;
  }

  /** Those that are over at that time. @returns how many */
  async removeExpired(nowMs: number, dryRun: boolean): Promise<number> {
    const over = { expiresAt: isOver(LIFE_MS, nowMs) };
    return dryRun ? this.proofs.countBy(over) : ((await this.proofs.delete(over)).affected ?? 0);
  }
}
