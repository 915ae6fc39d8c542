import type { SecondFactorMethod } from './second-factor.js';
import type { DemandedMethod } from './sign-in-demand.js';
import type { StepUpMethod } from './step-up.js';

/**
 * Every code that an answer of the API can carry, with the HTTP status it comes with.
 * The codes are the contract: texts may change, codes do not.
 */
export const ERROR_STATUS = {
  // The request itself
  VALIDATION_FAILED: 400,
  MALFORMED_JSON: 400,
  MALFORMED_REQUEST: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  HOST_UNKNOWN: 421,
  HEADERS_TOO_LARGE: 431,
  ORIGIN_FORBIDDEN: 403,
  FORBIDDEN: 403,

  // Accounts and sessions
  USERNAME_TAKEN: 409,
  EMAIL_TAKEN: 409,
  CREDENTIALS_INVALID: 401,
  LINK_INVALID: 403,
  LINK_NEEDS_SESSION: 403,
  PASSWORD_TOO_COMMON: 422,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  SESSION_REVOKED: 401,
  REFRESH_CONFLICT: 409,
  STEP_UP_REQUIRED: 403,

  // Second factors
  SECOND_FACTOR_REQUIRED: 401,
  SECOND_FACTOR_INVALID: 401,
  TICKET_INVALID: 401,
  PASSKEY_INVALID: 401,
  FACTOR_REQUIRED: 403,
  PASSKEY_REGISTERED: 409,
  TOO_MANY_PASSKEYS: 409,
  AUTHENTICATOR_APP_EXISTS: 409,
  NO_SECOND_FACTOR: 409,
  LAST_FACTOR: 409,

  // Consent
  CONSENT_REQUIRED: 422,
  CONSENT_OUTDATED: 422,

  // One picture
  IMAGE_INVALID: 400,
  IMAGE_TOO_LARGE: 413,
  NO_FACE: 422,
  MULTIPLE_FACES: 422,
  FACE_TOO_SMALL: 422,
  FACE_CUT_OFF: 422,
  TOO_DARK: 422,
  TOO_BRIGHT: 422,
  BLURRED: 422,
  POSE_MISMATCH: 422,
  EYES_CLOSED: 422,

  // Several pictures, or a picture against accounts
  FRONT_POSE_REQUIRED: 422,
  FACES_DIFFER: 422,
  PICTURE_REPEATED: 422,
  FACE_ALREADY_ENROLLED: 409,
  FACE_NOT_RECOGNIZED: 401,
  FACE_LOG_IN_OFF: 403,
  FACE_NOT_FOUND: 404,
  LAST_FACE: 409,
  TOO_MANY_FACES: 409,
  USERNAME_REQUIRED: 409,
  LIVENESS_REQUIRED: 403,
  LIVENESS_INVALID: 403,

  // The server
  TOO_MANY_ATTEMPTS: 429,
  BUSY: 503,
  NOT_READY: 503,
  INTERNAL: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;
export const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];

/** What can be wrong with one picture of a face. */
export const FACE_PICTURE_CODES = [
  'IMAGE_INVALID',
  'IMAGE_TOO_LARGE',
  'NO_FACE',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_CUT_OFF',
  'TOO_DARK',
  'TOO_BRIGHT',
  'BLURRED',
  'POSE_MISMATCH',
  'EYES_CLOSED',
  'FACES_DIFFER',
  'PICTURE_REPEATED',
] as const satisfies readonly ErrorCode[];
export type FacePictureCode = (typeof FACE_PICTURE_CODES)[number];

/** One fault of one field, e.g. `{field: "images[1].data", index: 1, code: "BLURRED"}`. */
export interface FieldProblem {
  /** Path in the request body; pictures as `images[n].data`. */
  field: string;
  /** An {@link ErrorCode}, or the name of the class-validator constraint that failed, e.g. `isEmail`. */
  code: string;
  detail: string;
  /** Which of several pictures it concerns, from 0. */
  index?: number;
}

/** `application/problem+json` (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  /** One sentence that a person can act on. */
  detail: string;
  errors?: FieldProblem[];
  /** The way that stays open when the face does not get one in. */
  fallback?: 'password';
  /**
   * With `STEP_UP_REQUIRED`: what `POST /api/auth/step-up` takes from this person. With `SECOND_FACTOR_REQUIRED`: what
   * `POST /api/auth/second-factor` takes. With `FACTOR_REQUIRED`: what the session lacks.
   */
  methods?: (StepUpMethod | SecondFactorMethod | DemandedMethod)[];
  /** With `SECOND_FACTOR_REQUIRED`: stands for what was shown already, once, for `expiresInS` seconds. */
  ticket?: string;
  expiresInS?: number;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
