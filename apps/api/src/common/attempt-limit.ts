import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from './problem-error.js';

/** Counts one attempt of `key`. @throws ProblemError `TOO_MANY_ATTEMPTS` past the limit */
export async function countAttempt(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new ProblemError('TOO_MANY_ATTEMPTS', 'Too many attempts. Wait a little, then try again.', {
      retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)),
    });
  }
}
