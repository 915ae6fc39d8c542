import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/** No connection could be had. Told where it is asked for: the pool's own errors carry no code. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
}

/** Class 08 and the ends that the server itself announces: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CONNECTION_EXCEPTION = /^08/;
const SERVER_ENDS = new Set(['57P01', '57P02', '57P03', '57P05']);

/** TypeORM gives up a connection that breaks between two statements, and so refuses the second. */
const GIVEN_UP = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** Whether an error means that the database cannot be talked to, not that it refused what it was asked. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof DatabaseAway || GIVEN_UP.some((kind) => error instanceof kind)) return true;
  if (error instanceof QueryFailedError) return isBrokenAnswer(error.driverError);
  return error instanceof Error && error.cause !== undefined && isConnectionFault(error.cause);
}

/**
 * What the server answers has a severity and a SQLSTATE; what has not came from the driver, which got no answer. (By its
 * fields: PGlite and pg have a class each.)
 */
function isBrokenAnswer(driverError: { severity?: unknown; code?: unknown }): boolean {
  const { severity, code } = driverError;
  if (typeof severity !== 'string' || typeof code !== 'string') return true;
  return CONNECTION_EXCEPTION.test(code) || SERVER_ENDS.has(code);
}
