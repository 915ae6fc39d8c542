import { Injectable } from '@nestjs/common';
import { generateChallenge } from '@simplewebauthn/server/helpers';
import { CHALLENGE_LIFE_MS, type ChallengePurpose } from './passkey-challenge.entity.js';
import { PasskeyChallengesRepository } from './passkey-challenges.repository.js';

/** What a challenge is for: an answer to it counts for this and nothing else. */
export interface ChallengeUse {
  purpose: ChallengePurpose;
  /** Missing when nobody knows yet who it is. */
  userId?: string;
  /** Of a log-in that began with a face or a password. */
  ticketHash?: string;
}

@Injectable()
export class PasskeyChallenges {
  constructor(private readonly challenges: PasskeyChallengesRepository) {}

  /** @returns 256 random bits, base64url */
  async issue(use: ChallengeUse): Promise<string> {
    const challenge = Buffer.from(await generateChallenge()).toString('base64url');
    const expiresAt = new Date(Date.now() + CHALLENGE_LIFE_MS);
    await this.challenges.insert({ ...row(use), challenge, expiresAt });
    return challenge;
  }

  /** Uses it up. False for one that is not ours, was for something else, was used, or ran out. */
  take(challenge: string, use: ChallengeUse): Promise<boolean> {
    return this.challenges.take({ ...row(use), challenge });
  }
}

function row({ purpose, userId, ticketHash }: ChallengeUse) {
  return { purpose, userId: userId ?? null, ticketHash: ticketHash ?? null };
}
