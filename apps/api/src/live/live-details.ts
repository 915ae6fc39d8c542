import type { EndCode } from './live-session.js';

/** One sentence for each end, that helps an honest person and nobody else. */
export const LIVE_END_DETAILS: Record<EndCode, string> = {
  FACE_NOT_SEEN: 'We lost your face. Hold it in the middle of the picture.',
  MULTIPLE_FACES: 'There was more than one face in the picture. Make sure that you are alone in it.',
  LOOK_STRAIGHT: 'Look straight into the camera, eyes open, until you are asked for something.',
  BLINK_NOT_SEEN: 'We did not see you blink. Blink once, slowly.',
  MOTION_NOT_SEEN: 'We did not see the movement. Turn a little further, then look straight again.',
  WRONG_ACTION: 'Another movement came than the one that was asked for. Do one at a time, as you are told.',
  TOO_FEW_FRAMES: 'Too few pictures arrived. Check your connection and try again.',
  TIMED_OUT: 'It took too long. Try again, and do each step as soon as you are told.',
  LIVENESS_FAILED: 'We could not be sure this time. Find even light, move calmly and try again.',
  MALFORMED_MESSAGE: 'The message could not be understood.',
  OUT_OF_ORDER: 'This message does not belong here.',
  FRAME_TOO_LARGE: 'A picture was too large. Send smaller ones.',
  TOO_FAST: 'The pictures came faster than they were asked for.',
  IMAGE_INVALID: 'A picture could not be read. Send whole JPEG pictures.',
  UNAUTHENTICATED: 'Please log in.',
  TOKEN_EXPIRED: 'The access token has expired. Refresh it, or log in again.',
  SESSION_REVOKED: 'This session was ended. Please log in again.',
  FACTOR_REQUIRED: 'This server asks for more than you have shown so far.',
  TOO_MANY_ATTEMPTS: 'Too many attempts. Wait a little, then try again.',
  BUSY: 'The server is busy. Please try again in a moment.',
  NOT_READY: 'The server is stopping or starting. Please try again in a moment.',
  INTERNAL: 'Something failed on the server. Please try again in a moment.',
};
