import { Injectable } from '@nestjs/common';
import { Keyring } from '../common/crypto/keyring.js';
import { ProblemError } from '../common/problem-error.js';
import { Attempts, counted } from './attempts.js';
import type { Place } from './caller.js';
import { fixedWindow } from './count.js';
import { LogInAttempts } from './log-in-attempts.js';

const DAY_MS = 24 * 3_600_000;

/** Whoever looks for a free name tries some; a name that is free is taken by asking, and can be given back by asking again. */
const NAMES = fixedWindow({ most: 20, windowMs: DAY_MS });

/** Somebody signed in who wants another name or address learns whether it is taken: counted for the account, and for where they are. */
@Injectable()
export class NameQuestions {
  constructor(
    private readonly attempts: Attempts,
    private readonly keyring: Keyring,
    private readonly places: LogInAttempts,
  ) {}

  /**
   * Runs `work`, which changes the name or the address. The account counts each time, the place each that was taken, together with
   * what else fails from there.
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
