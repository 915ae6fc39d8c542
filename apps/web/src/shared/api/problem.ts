import { ERROR_STATUS, type ErrorCode, type FieldProblem, type Problem } from '@facegate/contracts';

/** What can go wrong before there is an answer of the API to speak of. */
export const CLIENT_CODES = ['NETWORK', 'TIMEOUT', 'ANSWER_INVALID'] as const;
export type ProblemCode = ErrorCode | (typeof CLIENT_CODES)[number];

/** Every failed call ends as one of these: the code tells what to say, the fields where to say it. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly errors: readonly FieldProblem[];
  readonly fallback: 'password' | null;
  readonly retryAfterS: number | null;
  /** With `STEP_UP_REQUIRED` and `SECOND_FACTOR_REQUIRED`: how the person can prove who they are. */
  readonly methods: readonly string[];
  /** With `SECOND_FACTOR_REQUIRED`: stands for what was shown already. */
  readonly ticket: string | null;

  /** When it came, by `performance.now()`. */
  readonly atMs = performance.now();

  constructor(
    readonly code: ProblemCode,
    details: Partial<Pick<ApiProblem, 'errors' | 'fallback' | 'retryAfterS' | 'methods' | 'ticket'>> = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.errors = details.errors ?? [];
    this.fallback = details.fallback ?? null;
    this.retryAfterS = details.retryAfterS ?? null;
    this.methods = details.methods ?? [];
    this.ticket = details.ticket ?? null;
  }
}

const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERROR_STATUS, code);

/** For answers that some proxy gave in the API's place, without a code. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'TOO_MANY_ATTEMPTS',
  502: 'NOT_READY',
  503: 'BUSY',
  504: 'NOT_READY',
};

function isFieldProblem(value: unknown): value is FieldProblem {
  if (typeof value !== 'object' || value === null) return false;
  const { field, code } = value as Partial<FieldProblem>;
  return typeof field === 'string' && typeof code === 'string';
}

/** Whole seconds; null for a date or nothing, which nobody here sends. */
function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : null;
}

/** @param body what stands where a problem should. @param otherwise the code, should it tell none of the contract. */
export function problemOfBody(
  body: unknown,
  otherwise: ErrorCode = 'INTERNAL',
  retryAfterS: number | null = null,
): ApiProblem {
  const problem: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  const code = isErrorCode(problem.code) ? problem.code : otherwise;
  const errors = Array.isArray(problem.errors) ? problem.errors.filter((error) => isFieldProblem(error)) : [];
  return new ApiProblem(code, {
    errors,
    fallback: problem.fallback === 'password' ? 'password' : null,
    retryAfterS,
    methods: Array.isArray(problem.methods) ? problem.methods : [],
    ticket: typeof problem.ticket === 'string' ? problem.ticket : null,
  });
}

/** The problem that an answer outside 2xx carries, by its body when that is problem+json, else by its status. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  // Not JSON: the status has to do.
  const body: unknown = await response.json().catch(() => null);
  return problemOfBody(body, CODE_OF_STATUS[response.status], retryAfter(response.headers));
}

/** What `fetch` itself rejected with. */
export function problemOfFetch(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  // https://fetch.spec.whatwg.org/#dom-global-fetch: a network error rejects with a TypeError, AbortSignal.timeout
  // with a TimeoutError.
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  return new ApiProblem(timedOut ? 'TIMEOUT' : 'NETWORK', {}, { cause: error });
}

/** Whether the same call could well succeed in a moment. */
export function isPassing(problem: ApiProblem): boolean {
  return ['NETWORK', 'TIMEOUT', 'BUSY', 'NOT_READY', 'TOO_MANY_ATTEMPTS', 'REFRESH_CONFLICT'].includes(problem.code);
}
