import type { ErrorCode } from '@facegate/contracts';
import { Injectable } from '@nestjs/common';
import { ProblemError } from '../common/problem-error.js';
import { Attempts } from './attempts.js';
import type { Place } from './caller.js';
import { EnrolmentLimits } from './enrolment-limits.js';
import { ADDITIONS, ANSWERS, LOOK_ALIKES, MISSES, WATCHED_IN_A_DAY, WATCHED_IN_AN_HOUR } from './face-limits.js';

/** A picture that is being compared with one's own template: a miss until it is said to be none. */
export interface OwnFaceQuestion {
  /** It was the same face: that told nothing new. */
  same: () => Promise<void>;
  /** It was not compared. */
  withdraw: () => Promise<void>;
}

const missesOf = (userId: string): string => `faces:misses:${userId}`;
const answersOf = (userId: string): string => `faces:answers:${userId}`;
const additionsOf = (userId: string): string => `faces:additions:${userId}`;
const lookAlikesOf = (userId: string): string => `faces:look-alikes:${userId}`;
const watchedOf = (userId: string): string[] => [`faces:watched:hour:${userId}`, `faces:watched:day:${userId}`];

/**
 * What the people who are signed in can ask about faces, counted for their accounts. Each answer tells a bit of a template to a
 * caller who chooses the picture; the limits keep them from adding up. docs/adr/0019 has the figures.
 */
@Injectable()
export class FaceQuestions {
  constructor(
    private readonly attempts: Attempts,
    private readonly enrolments: EnrolmentLimits,
  ) {}

  /** Is this me? @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async aboutOwnFace(userId: string): Promise<OwnFaceQuestion> {
    const misses = missesOf(userId);
    const attempt = await this.attempts.begin([
      { key: answersOf(userId), limit: ANSWERS, onSuccess: 'withdraw' },
      { key: misses, limit: MISSES, onSuccess: 'withdraw' },
    ]);
    return { same: () => attempt.withdraw([misses]), withdraw: () => attempt.withdraw() };
  }

  /**
   * Runs `work`, which adds faces to the account, from a place that is counted as well: they are compared with its own and with everybody's.
   * @throws ProblemError `TOO_MANY_ATTEMPTS`, and whatever `work` throws
   */
  async whileAdding<T>(userId: string, place: Place, work: () => Promise<T>): Promise<T> {
    const [additions, misses, lookAlikes] = [additionsOf(userId), missesOf(userId), lookAlikesOf(userId)];
    const attempt = await this.attempts.begin([
      { key: additions, limit: ADDITIONS, onSuccess: 'withdraw' },
      { key: misses, limit: MISSES, onSuccess: 'withdraw' },
      { key: lookAlikes, limit: LOOK_ALIKES, onSuccess: 'withdraw' },
      ...this.enrolments.additions(place),
    ]);
    /** What is not told by an outcome. */
    const untold: Partial<Record<ErrorCode, string[]>> = {
      FACES_DIFFER: [lookAlikes],
      FACE_ALREADY_ENROLLED: [misses],
    };
    try {
      const result = await work();
      await attempt.withdraw([misses, lookAlikes]);
      return result;
    } catch (error) {
      // Any other outcome tells the caller nothing of a comparison.
      await attempt.withdraw(error instanceof ProblemError ? untold[error.code] : undefined);
      throw error;
    }
  }

  /** A face in the live view is about to be compared. @throws ProblemError `TOO_MANY_ATTEMPTS` */
  async aboutWatchedFace(userId: string): Promise<void> {
    const [hour, day] = watchedOf(userId) as [string, string];
    await this.attempts.begin([
      { key: hour, limit: WATCHED_IN_AN_HOUR, onSuccess: 'withdraw' },
      { key: day, limit: WATCHED_IN_A_DAY, onSuccess: 'withdraw' },
    ]);
  }

  /** The account is erased. */
  forget(userId: string): Promise<void> {
    const keys = [missesOf, answersOf, additionsOf, lookAlikesOf].map((keyOf) => keyOf(userId));
    return this.attempts.forget([...keys, ...watchedOf(userId)]);
  }
}
