import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { latestEnd } from '../common/life.js';
import { isOver, stillAlive } from '../database/ends.js';
import { CHALLENGE_LIFE_MS, PasskeyChallengeEntity } from './passkey-challenge.entity.js';

/** Of one account and purpose, or of one ticket: as many pages as somebody has open. */
const MOST_ALIVE = 10;
/** Of those who have not said who they are, in all: past the limits of every network, the oldest go. */
const MOST_OF_NOBODY = 50_000;
const TRIM_EVERY = 1000;
const SWEPT_AT_ONCE = 1000;

const SWEEP = `
  DELETE FROM passkey_challenges WHERE challenge IN (
    SELECT challenge FROM passkey_challenges WHERE expires_at < $1 OR expires_at > $2
    LIMIT ${SWEPT_AT_ONCE} FOR UPDATE SKIP LOCKED
  )`;

const TRIM = `
  DELETE FROM passkey_challenges WHERE challenge IN (
    SELECT challenge FROM passkey_challenges
    WHERE purpose = $1 AND user_id = $2 AND ticket_hash IS NOT DISTINCT FROM $3
    ORDER BY expires_at DESC OFFSET ${MOST_ALIVE - 1} FOR UPDATE SKIP LOCKED
  )`;

const TRIM_NOBODYS = `
  DELETE FROM passkey_challenges WHERE challenge IN (
    SELECT challenge FROM passkey_challenges WHERE purpose = $1 AND user_id IS NULL
    ORDER BY expires_at DESC OFFSET ${MOST_OF_NOBODY} FOR UPDATE SKIP LOCKED
  )`;

export type NewChallenge = Omit<PasskeyChallengeEntity, 'user' | 'ticket'>;

@Injectable()
export class PasskeyChallengesRepository {
  private nobodys = 0;

  constructor(
    @InjectRepository(PasskeyChallengeEntity) private readonly challenges: Repository<PasskeyChallengeEntity>,
  ) {}

  /** In place of those that are over, and of the older ones of the same use past some. */
  async insert(challenge: NewChallenge): Promise<void> {
    const nowMs = Date.now();
    const over = [new Date(nowMs), new Date(latestEnd(CHALLENGE_LIFE_MS, nowMs))];
    await this.challenges.query(SWEEP, over);
    const { purpose, userId, ticketHash } = challenge;
    // Who asks without a session or a ticket is nobody yet: what one of them asks for must not take away another's.
    if (userId !== null) await this.challenges.query(TRIM, [purpose, userId, ticketHash]);
    else await this.trimNobodys(purpose);
    await this.challenges.insert(challenge);
  }

  /** Counting costs as much as there are: once in a while. */
  private async trimNobodys(purpose: NewChallenge['purpose']): Promise<void> {
    this.nobodys += 1;
    if (this.nobodys % TRIM_EVERY === 0) await this.challenges.query(TRIM_NOBODYS, [purpose]);
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
