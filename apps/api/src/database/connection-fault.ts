import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** No connection could be had. Told where it is asked for: the pool's own errors carry no code. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
}

/** Class 08 and the ends that the server itself announces: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CONNECTION_EXCEPTION = /^08/;
const SERVER_ENDS = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);

/** Resources that ran out: disk, memory, connections. */
const INSUFFICIENT_RESOURCES = /^53/;
const LOCK_NOT_AVAILABLE = '55P03';
/**
 * It answers, but does not do its work now: a deadline passed (57014, 55P03), two waited for each other (40P01), it takes
 * nothing to write (25006), its disk fails (58030), or somebody took a right from the role (42501).
 */
const UNFIT = new Set(['57014', LOCK_NOT_AVAILABLE, '40P01', '25006', '58030', '42501']);

/** TypeORM gives up a connection that breaks between two statements, and so refuses the second. */
const GIVEN_UP = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Whether an error means that the database cannot be talked to, not that it refused what it was asked. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof DatabaseAway || GIVEN_UP.some((kind) => error instanceof kind)) return true;
  if (error instanceof QueryFailedError) {
    const code = codeOf(error);
    return code === undefined || CONNECTION_EXCEPTION.test(code) || SERVER_ENDS.has(code);
  }
  return error instanceof Error && error.cause !== undefined && isConnectionFault(error.cause);
}

/** Whether an error means that the database answers and does not do its work: nothing is wrong with what it was asked. */
export function isUnfitDatabase(error: unknown): boolean {
  if (error instanceof QueryFailedError) {
    const code = codeOf(error) ?? '';
    return INSUFFICIENT_RESOURCES.test(code) || UNFIT.has(code);
  }
  return error instanceof Error && error.cause !== undefined && isUnfitDatabase(error.cause);
}

/** Whether an error means that another transaction did not let go of a lock in time. */
export function isLockTimeout(error: unknown): boolean {
  return error instanceof QueryFailedError && codeOf(error) === LOCK_NOT_AVAILABLE;
}

/**
 * What the server answers has a severity and a SQLSTATE; what has not came from the driver, which got no answer. (By its
 * fields: PGlite and pg have a class each.)
 */
function codeOf({ driverError }: QueryFailedError): string | undefined {
  const { severity, code } = driverError as { severity?: unknown; code?: unknown };
  return typeof severity === 'string' && typeof code === 'string' ? code : undefined;
}
