import { ERROR_STATUS, type ErrorCode, type FieldProblem, type Problem } from '@facegate/contracts';

interface ProblemDetails {
  errors?: FieldProblem[];
  fallback?: Problem['fallback'];
  methods?: Problem['methods'];
  ticket?: Problem['ticket'];
  expiresInS?: Problem['expiresInS'];
  /** Seconds, sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** For the log only. */
  cause?: unknown;
}

/** The one error that the API throws: a code of the contract and a sentence that a person can act on. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly errors?: FieldProblem[];
  readonly fallback?: Problem['fallback'];
  readonly methods?: Problem['methods'];
  readonly ticket?: Problem['ticket'];
  readonly expiresInS?: Problem['expiresInS'];
  readonly retryAfterSeconds?: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    details: ProblemDetails = {},
  ) {
    super(`${code}: ${detail}`, { cause: details.cause });
    this.errors = details.errors;
    this.fallback = details.fallback;
    this.methods = details.methods;
    this.ticket = details.ticket;
    this.expiresInS = details.expiresInS;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** The account was erased while a request of its own was under way. */
export function accountGone(): ProblemError {
  return new ProblemError('SESSION_REVOKED', 'This account is gone.');
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export function problemBody(error: ProblemError): Problem {
  return {
    type: `urn:facegate:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: title(error.code),
    status: error.status,
    code: error.code,
    detail: error.detail,
    ...(error.errors && { errors: error.errors }),
    ...(error.fallback && { fallback: error.fallback }),
    ...(error.methods && { methods: error.methods }),
    ...(error.ticket !== undefined && { ticket: error.ticket, expiresInS: error.expiresInS }),
  };
}

/** `FACE_NOT_RECOGNIZED` → `Face not recognized`. */
function title(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}
