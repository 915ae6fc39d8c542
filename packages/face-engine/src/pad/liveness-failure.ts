/** What the person is told, by key; the words are the application's. None says which test an attack failed. */
export const LIVENESS_ADVICE = [
  /** Hold the face into the picture. */
  'show-face',
  /** Only one face in the picture. */
  'be-alone',
  /** Look straight ahead, eyes open, for a moment. */
  'look-straight',
  /** We did not see you blink: blink once, slowly. */
  'blink-slowly',
  /** We did not see the movement: turn a little further, then look straight again. */
  'move-further',
  /** Another movement came than the one that was asked for: wait for each and do it alone. */
  'follow-steps',
  /** The connection brought too few pictures. */
  'check-connection',
  /** It took too long. */
  'be-quicker',
  /** We could not be sure: even light, calm movements, once more. */
  'try-again',
] as const;
export type LivenessAdvice = (typeof LIVENESS_ADVICE)[number];

/** Why a session fails: private, for the log. Each has the advice that helps an honest person. */
export const LIVENESS_FAILURES = {
  /** No face until the rest's deadline. */
  NO_FACE: 'show-face',
  /** A face, but never straight, still and with open eyes for long enough. */
  NO_REST: 'look-straight',
  FACE_LOST: 'show-face',
  SECOND_FACE: 'be-alone',
  /** Another face by embedding. */
  FACE_CHANGED: 'try-again',
  NO_BLINK: 'blink-slowly',
  NO_MOTION: 'move-further',
  /** After the action the head did not come back to rest. */
  NO_RETURN: 'look-straight',
  WRONG_ACTION: 'follow-steps',
  /** The turned face is the resting one's picture, moved as a plane. */
  FLAT_PICTURE: 'try-again',
  /** The turned face shows no more than the resting one's picture does, warped: no other light, nothing uncovered. */
  MOVED_PICTURE: 'try-again',
  /** Nothing was seen between the poses, or one picture fading into another. */
  SHOWN_STILLS: 'try-again',
  /** Place, size or pose changed faster than a head can. */
  JUMP: 'try-again',
  /** The same frame, again and again. */
  FROZEN: 'try-again',
  /** Nothing in the face moved, not by as much as breath moves it. */
  STILL_PICTURE: 'try-again',
  /** The very bytes of an earlier frame. */
  REPEATED_FRAME: 'try-again',
  /** A movement that was there before, point by point. */
  REPEATED_MOTION: 'try-again',
  /** Each frame came several times, though not with the same bytes. */
  FRAMES_HELD: 'try-again',
  FRAMES_REORDERED: 'try-again',
  TOO_FEW_FRAMES: 'check-connection',
  FRAME_GAP: 'check-connection',
  SESSION_EXPIRED: 'be-quicker',
} as const satisfies Record<string, LivenessAdvice>;
export type LivenessFailureCode = keyof typeof LIVENESS_FAILURES;

/** `detail` has the figures and is for the log only. */
export interface LivenessFailure {
  code: LivenessFailureCode;
  detail: string;
}
