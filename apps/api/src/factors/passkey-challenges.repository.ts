import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, MoreThan, Repository } from 'typeorm';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.js';

export type NewChallenge = Omit<PasskeyChallengeEntity, 'user' | 'ticket'>;

@Injectable()
export class PasskeyChallengesRepository {
  constructor(
    @InjectRepository(PasskeyChallengeEntity) private readonly challenges: Repository<PasskeyChallengeEntity>,
  ) {}

  async insert(challenge: NewChallenge): Promise<void> {
    await this.challenges.insert(challenge);
  }

  /** Those that ran out before `now`. @returns how many */
  async removeExpired(now: Date, dryRun: boolean): Promise<number> {
    const over = { expiresAt: LessThan(now) };
    return dryRun ? this.challenges.countBy(over) : ((await this.challenges.delete(over)).affected ?? 0);
  }

  /** False when there is none like that any more; of two callers at once, one gets true. */
  async take({ challenge, purpose, userId, ticketHash }: Omit<NewChallenge, 'expiresAt'>): Promise<boolean> {
    const { affected } = await this.challenges.delete({
      challenge,
      purpose,
      userId: userId ?? IsNull(),
      ticketHash: ticketHash ?? IsNull(),
      expiresAt: MoreThan(new Date()),
    });
    return affected === 1;
  }
}
