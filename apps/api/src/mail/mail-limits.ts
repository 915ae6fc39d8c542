import { Injectable } from '@nestjs/common';
import { Attempts, counted } from '../attempts/attempts.js';
import type { Place } from '../attempts/caller.js';
import { fixedWindow } from '../attempts/count.js';
import { Keyring } from '../common/crypto/keyring.js';
import { ProblemError } from '../common/problem-error.js';
import { identityKey } from '../common/text/identity-keys.js';

const WINDOW_MS = 15 * 60_000;
const CALLS = fixedWindow({ most: 20, windowMs: WINDOW_MS });
const MAILS = fixedWindow({ most: 3, windowMs: WINDOW_MS });

/** How often links may be asked for and tried. */
@Injectable()
export class MailLimits {
  constructor(
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
  ) {}

  /** @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async countCall({ address }: Place): Promise<void> {
    await this.attempts.begin([counted(`mail:call:${address}`, CALLS)]);
  }

  /** @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async countOwnMail(userId: string): Promise<void> {
    await this.attempts.begin([counted(`mail:own:${userId}`, MAILS)]);
  }

  /** Whether one more mail may go to an e-mail address that a stranger named, be there an account or not. */
  async allowsMailTo(email: string): Promise<boolean> {
    try {
      await this.attempts.begin([counted(`mail:to:${this.keyring.digest(identityKey(email), 'name')}`, MAILS)]);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'TOO_MANY_ATTEMPTS') return false;
      throw error;
    }
  }
}
