import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { isOver, stillAlive } from '../common/life.js';
import { CHALLENGE_LIFE_MS, PasskeyChallengeEntity } from './passkey-challenge.entity.js';

export type NewChallenge = Omit<PasskeyChallengeEntity, 'user' | 'ticket'>;

@Injectable()
export class PasskeyChallengesRepository {
  constructor(
    @InjectRepository(PasskeyChallengeEntity) private readonly challenges: Repository<PasskeyChallengeEntity>,
  ) {}

  async insert(challenge: NewChallenge): Promise<void> {
    await this.challenges.insert(challenge);
  }

  /** Those that are over at that time. @returns how many */
  async removeExpired(nowMs: number, dryRun: boolean): Promise<number> {
    const over = { expiresAt: isOver(CHALLENGE_LIFE_MS, nowMs) };
    return dryRun ? this.challenges.countBy(over) : ((await this.challenges.delete(over)).affected ?? 0);
  }

  /** False when there is none like that any more; of two callers at once, one gets true. */
  async take({ challenge, purpose, userId, ticketHash }: Omit<NewChallenge, 'expiresAt'>): Promise<boolean> {
    const { affected } = await this.challenges.delete({
      challenge,
      purpose,
      userId: userId ?? IsNull(),
      ticketHash: ticketHash ?? IsNull(),
      expiresAt: stillAlive(CHALLENGE_LIFE_MS),
    });
    return affected === 1;
  }
}
