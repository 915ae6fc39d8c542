import { Injectable } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { ProblemError } from '../common/problem-error.js';
import { DAY_MS } from '../common/retention-rule.js';
import { Attempts, counted } from './attempts.js';
import type { Place } from './caller.js';
import { fixedWindow } from './count.js';
import { LogInAttempts } from './log-in-attempts.js';

/** Enough to find a free name. */
const NAMES = fixedWindow({ most: 20, windowMs: DAY_MS });

/** A change of name or address tells whether the new one is taken, so changes are counted: for the account, and for the caller's address and network. */
@Injectable()
export class NameQuestions {
  constructor(
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
    private readonly places: LogInAttempts,
  ) {}

  /**
   * Runs `work`, which changes the name or the address. The account's count includes every change, made or refused as taken; the
   * counts of address and network only those refused as taken, together with failed log-ins from there.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, and whatever `work` throws
   */
  async whileChanging<T>(userId: string, place: Place, work: () => Promise<T>): Promise<T> {
    const ofPlace = await this.places.byStranger(place);
    // It names nobody: when the account is erased nothing in the store tells that it was there.
    const account = `names:${this.keyring.digest(userId, 'caller')}`;
    const ofAccount = await this.attempts.begin([counted(account, NAMES)]).catch(async (error: unknown) => {
      await ofPlace.withdraw();
      throw error;
    });
    try {
      const result = await work();
      await ofPlace.succeed();
      return result;
    } catch (error) {
      if (!tellsOfNames(error)) await Promise.all([ofPlace.withdraw(), ofAccount.withdraw()]);
      throw error;
    }
  }
}

function tellsOfNames(error: unknown): boolean {
  return error instanceof ProblemError && (error.code === 'USERNAME_TAKEN' || error.code === 'EMAIL_TAKEN');
}
