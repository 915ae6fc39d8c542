import { fixedWindow, ladder, type Limit } from './count.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** No count is remembered longer after its last attempt, but that of a face that is off. */
export const ATTEMPTS_KNOWN_DAYS = 30;

/**
 * Of one account by face, from one network, on one device that it knows, or by who is signed in to it already: NIST SP 800-63B-4
 * §3.2.3 allows five in a row, then waits from 30 s that double.
 */
export const FACE_LADDER = ladder({ free: 5, firstWaitMs: 30 * SECOND, longestWaitMs: HOUR, memoryMs: DAY });

/**
 * Of one account by face, from everywhere: 50 in all (NIST SP 800-63B-4 §3.2.3), then the face is off. Past 20 even many networks wait
 * together, so that nobody gets there in less than a day; the devices that the account knows do not wait with them.
 */
export const ALL_FACES_LADDER = ladder({
  free: 20,
  firstWaitMs: 30 * SECOND,
  longestWaitMs: HOUR,
  offAfter: 50,
  memoryMs: ATTEMPTS_KNOWN_DAYS * DAY,
});

/** Of one account by password: from one network, on one device that it knows, or by who is signed in to it already. */
export const PASSWORD_LADDER = ladder({ free: 5, firstWaitMs: 30 * SECOND, longestWaitMs: HOUR, memoryMs: DAY });

/**
 * Of one account by password, on all devices that it knows: each log-in may make another one known, and so many would otherwise be as
 * many ladders. A success takes back itself only.
 */
export const DEVICES_LADDER = ladder({ free: 10, firstWaitMs: 30 * SECOND, longestWaitMs: HOUR, memoryMs: DAY });

/**
 * Of one account by password, from everywhere but the devices that it knows: whoever has many networks has 50 tries, and one
 * an hour at last. It never closes for good, for then guessing would lock the owner out of a new device.
 */
export const STRANGERS_LADDER = ladder({
  free: 50,
  firstWaitMs: 30 * SECOND,
  longestWaitMs: HOUR,
  memoryMs: 7 * DAY,
});

const WINDOW_MS = 15 * MINUTE;
const ADDRESSES_A_NETWORK = 10;

/** Each may be a failure, most are answered; so many for each failure that is let through. */
export const CHALLENGES_A_FAILURE = 3;

/** Of anything that is not counted for an account. */
export function mostOfAddress(most: number): Limit {
  return fixedWindow({ most, windowMs: WINDOW_MS });
}

export function mostOfNetwork(anAddress: number): Limit {
  return fixedWindow({ most: anAddress * ADDRESSES_A_NETWORK, windowMs: WINDOW_MS });
}
