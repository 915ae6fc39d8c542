import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { countAttempt } from '../common/attempt-limit.js';

/** A million codes, three of which are right at a time: who tries that often for a year guesses one with a chance of 0.4. */
const ATTEMPTS_A_WINDOW = 20;
const WINDOW_SECONDS = 3600;

/** How often codes of one account may be tried, whatever the ticket or session. The one place that counts them. */
@Injectable()
export class FactorAttempts {
  private readonly limiter = new RateLimiterMemory({ points: ATTEMPTS_A_WINDOW, duration: WINDOW_SECONDS });

  /**
   * Counts before it is decided, so that many at once are not more than the limit lets through; what succeeds does not count.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, or whatever `attempt` throws
   */
  async count<T>(userId: string, attempt: () => Promise<T>): Promise<T> {
    await countAttempt(this.limiter, userId);
    const result = await attempt();
    await this.limiter.reward(userId);
    return result;
  }
}
