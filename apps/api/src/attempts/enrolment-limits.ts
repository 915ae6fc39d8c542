import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../common/retention-rule.js';
import { AppConfig } from '../config/app-config.js';
import { Attempts, type Claim, countedForPlace } from './attempts.js';
import type { Place } from './caller.js';
import { fixedWindow } from './count.js';

/** Past some hundred accounts a network is no family and no office, but a crowd or a robot. */
const ADDRESSES_PER_NETWORK = 3;
const ADDITIONS_PER_SIGN_UP = 3;

/**
 * How many accounts and faces one place may make, successes too: past the number of accounts that the error rates were measured for
 * nobody can be found by the face alone any more, so that a robot could switch that off for all.
 */
@Injectable()
export class EnrolmentLimits {
  constructor(
    private readonly attempts: Attempts,
    private readonly config: AppConfig,
  ) {}

  /**
   * Runs `work`, which makes an account, and counts it for the place if it does.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, and whatever `work` throws
   */
  async whileSigningUp<T>(place: Place, work: () => Promise<T>): Promise<T> {
    const attempt = await this.attempts.begin(this.claims('sign-ups', place, this.config.signUpsPerAddress));
    try {
      return await work();
    } catch (error) {
      await attempt.withdraw();
      throw error;
    }
  }

  /** What a face that is added to an account counts under, for the place. */
  additions(place: Place): Claim[] {
    return this.claims('additions', place, this.config.signUpsPerAddress * ADDITIONS_PER_SIGN_UP);
  }

  /** @param most of one address in a day; 0 for any number */
  private claims(what: string, place: Place, most: number): Claim[] {
    if (most === 0) return [];
    const limit = (times: number) => fixedWindow({ most: times * most, windowMs: DAY_MS });
    return countedForPlace(what, place, { address: limit(1), network: limit(ADDRESSES_PER_NETWORK) });
  }
}
