import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { countAttempt } from '../common/attempt-limit.js';
import { identityKey } from '../users/identity-keys.js';

const WINDOW_SECONDS = 15 * 60;
const CALLS_A_WINDOW = 20;
const MAILS_A_WINDOW = 3;

/** How often links may be asked for and tried. */
@Injectable()
export class MailLimits {
  private readonly calls = new RateLimiterMemory({ points: CALLS_A_WINDOW, duration: WINDOW_SECONDS });
  private readonly mails = new RateLimiterMemory({ points: MAILS_A_WINDOW, duration: WINDOW_SECONDS });

  /** @param address of the caller. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  countCall(address: string): Promise<void> {
    return countAttempt(this.calls, address);
  }

  /** @throws ProblemError `TOO_MANY_ATTEMPTS` */
  countOwnMail(userId: string): Promise<void> {
    return countAttempt(this.mails, userId);
  }

  /** Whether one more mail may go to an e-mail address that a stranger named, be there an account or not. */
  async allowsMailTo(email: string): Promise<boolean> {
    try {
      await this.mails.consume(identityKey(email));
      return true;
    } catch (error) {
      if (error instanceof RateLimiterRes) return false;
      throw error;
    }
  }
}
