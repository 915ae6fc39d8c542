import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../common/problem-error.js';
import { readConfig } from '../config/app-config.js';
import { Attempts } from './attempts.js';
import { EnrolmentLimits } from './enrolment-limits.js';
import { FaceQuestions } from './face-questions.js';
import { MemoryAttemptStore } from './memory-attempt-store.js';

/** What places are limited to: enrolment-limits.test.ts. */
const UNLIMITED = readConfig({ NODE_ENV: 'test', FACEGATE_SIGN_UPS_PER_ADDRESS: '0' });
const PLACE = { address: 'an address', network: 'a network' };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as ProblemError).code,
  );
/** How often `ask` is let through in a time, by somebody who asks as soon as it is open. */
async function inTime(ask: () => Promise<unknown>, timeMs: number): Promise<number> {
  const endMs = Date.now() + timeMs;
  for (let asked = 0; ;) {
    try {
      await ask();
      asked += 1;
    } catch (error) {
      vi.advanceTimersByTime((error as ProblemError).retryAfterSeconds! * 1000);
    }
    if (Date.now() >= endMs) return asked;
  }
}

const refusal = (code: 'FACES_DIFFER' | 'FACE_ALREADY_ENROLLED' | 'BLURRED') => () =>
  Promise.reject(new ProblemError(code, 'no'));

describe('FaceQuestions', () => {
  let store: MemoryAttemptStore;
  let questions: FaceQuestions;
  beforeEach(() => {
    vi.useFakeTimers();
    store = new MemoryAttemptStore();
    const attempts = new Attempts(store);
    questions = new FaceQuestions(attempts, new EnrolmentLimits(attempts, UNLIMITED));
  });
  afterEach(() => vi.useRealTimers());

  const miss = () => questions.aboutOwnFace('anna');
  const match = async () => (await miss()).same();
  const add = (work: () => Promise<unknown>) => outcome(questions.whileAdding('anna', PLACE, work));
  const watch = () => questions.aboutWatchedFace('anna');
  it('answers 30 matches in an hour, and says when the next one is answered', async () => {
    for (let asked = 0; asked < 30; asked += 1) await match();
    await expect(match()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 3600 });
    vi.advanceTimersByTime(HOUR_MS);
    await match();
  });

  it('lets five misses pass, then makes wait longer each time; a match takes none of them away', async () => {
    for (let asked = 0; asked < 5; asked += 1) await miss();
    await expect(match()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 30 });
    vi.advanceTimersByTime(30_000);
    await match();
    await miss();
    await expect(match()).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });

  it.each([
    [1, 17],
    [30, 46],
    [365, 381],
  ])('tells in %i days at most %i times where the template is not', async (days, most) => {
    expect(await inTime(miss, days * DAY_MS)).toBeLessThanOrEqual(most);
  });

  it('does not count what was not compared', async () => {
    for (let asked = 0; asked < 40; asked += 1) await (await miss()).withdraw();
    expect(store.counts.size).toBe(0);
  });

  it('counts each account on its own', async () => {
    for (let asked = 0; asked < 5; asked += 1) await miss();
    expect(await outcome(questions.aboutOwnFace('ben'))).toBe('done');
  });

  describe('while adding faces', () => {
    it('takes 30 in a day', async () => {
      for (let asked = 0; asked < 30; asked += 1) expect(await add(() => Promise.resolve())).toBe('done');
      expect(await add(() => Promise.resolve())).toBe('TOO_MANY_ATTEMPTS');
    });

    it('does not count pictures that are no good', async () => {
      for (let asked = 0; asked < 40; asked += 1) expect(await add(refusal('BLURRED'))).toBe('BLURRED');
      expect(store.counts.size).toBe(0);
    });

    it('counts a face that is not the account’s with those of verification', async () => {
      for (let asked = 0; asked < 3; asked += 1) await add(refusal('FACES_DIFFER'));
      for (let asked = 0; asked < 2; asked += 1) await miss();
      expect([await add(refusal('FACES_DIFFER')), await outcome(miss())]).toEqual([
        'TOO_MANY_ATTEMPTS',
        'TOO_MANY_ATTEMPTS',
      ]);
    });

    it('tells three times that a face has another account, then once an hour and at last once a day', async () => {
      for (let asked = 0; asked < 3; asked += 1) await add(refusal('FACE_ALREADY_ENROLLED'));
      expect(await add(refusal('FACE_ALREADY_ENROLLED'))).toBe('TOO_MANY_ATTEMPTS');
      expect(await outcome(miss())).toBe('done');
      vi.advanceTimersByTime(HOUR_MS);
      const ask = () =>
        questions.whileAdding('anna', PLACE, refusal('FACE_ALREADY_ENROLLED')).catch((error: unknown) => {
          if ((error as ProblemError).code === 'TOO_MANY_ATTEMPTS') throw error;
        });
      expect(await inTime(ask, 30 * DAY_MS)).toBeLessThanOrEqual(35);
    });

    it('does not count what was broken off, for its answer reaches nobody', async () => {
      for (let asked = 0; asked < 40; asked += 1) await add(() => Promise.reject(new Error('aborted')));
      expect(store.counts.size).toBe(0);
    });

    it('counts while it is being decided, so that many at once are no more than one after the other', async () => {
      const answers = await Promise.all(Array.from({ length: 9 }, () => add(refusal('FACES_DIFFER'))));
      expect(answers.filter((answer) => answer === 'FACES_DIFFER').length).toBeLessThanOrEqual(5);
    });
  });

  it('compares 300 faces of the live view in an hour and 1000 in a day', async () => {
    for (let asked = 0; asked < 300; asked += 1) await watch();
    await expect(watch()).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: 3600 });
    expect(await inTime(watch, DAY_MS)).toBeLessThanOrEqual(1000);
  });

  it('forgets an account that is erased', async () => {
    await miss();
    await questions.whileAdding('anna', PLACE, () => Promise.resolve());
    await questions.aboutWatchedFace('anna');
    await questions.forget('anna');
    expect([...store.counts.keys()]).toEqual([]);
  });
});
