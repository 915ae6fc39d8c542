import { Injectable } from '@nestjs/common';
import { Attempts, counted } from '../attempts/attempts.js';
import { fixedWindow } from '../attempts/count.js';

/** A million codes, three of which are right at a time: who tries that often for a year guesses one with a chance of 0.4. */
const LIMIT = fixedWindow({ most: 20, windowMs: 3_600_000 });

/** How often codes of one account's app may be tried, whatever the ticket or session. The one place that counts them. */
@Injectable()
export class FactorAttempts {
  constructor(private readonly attempts: Attempts) {}

  /**
   * Counts before it is decided, so that many at once are not more than the limit lets through; what succeeds does not count.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, or whatever `decide` throws
   */
  async count<T>(userId: string, decide: () => Promise<T>): Promise<T> {
    const attempt = await this.attempts.begin([counted(`factor:${userId}`, LIMIT)]);
    const result = await decide();
    await attempt.succeed();
    return result;
  }
}
