import { fixedWindow, ladder } from './count.js';
import { ATTEMPTS_KNOWN_DAYS } from './log-in-limits.js';

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;

/** "Is this me?", of one account: whatever the answer. */
export const ANSWERS = fixedWindow({ most: 30, windowMs: HOUR_MS });

/**
 * Pictures that were not clearly the account's own face. Each such answer tells where the template is not; a match takes none of
 * them away, for a search for the border of the template needs both. 16 in the first day, 46 in 30 days.
 */
export const MISSES = ladder({
  free: 5,
  firstWaitMs: 30 * SECOND_MS,
  longestWaitMs: DAY_MS,
  memoryMs: ATTEMPTS_KNOWN_DAYS * DAY_MS,
});

/** Faces added to one account. An account holds 20. */
export const ADDITIONS = fixedWindow({ most: 30, windowMs: DAY_MS });

/** Faces added that turned out to be of another account: each tells that somebody is enrolled. */
export const LOOK_ALIKES = ladder({
  free: 3,
  firstWaitMs: HOUR_MS,
  longestWaitMs: DAY_MS,
  memoryMs: ATTEMPTS_KNOWN_DAYS * DAY_MS,
});

/** Comparisons of the live view. An hour before a camera takes some 30 for each person who stays; a face that comes by takes 1 to 4. */
export const WATCHED_IN_AN_HOUR = fixedWindow({ most: 300, windowMs: HOUR_MS });
export const WATCHED_IN_A_DAY = fixedWindow({ most: 1000, windowMs: DAY_MS });
