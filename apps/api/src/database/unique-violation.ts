import { QueryFailedError } from 'typeorm';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/** The name of the unique constraint that a statement ran into, or undefined for any other failure. */
export function violatedUniqueConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const cause: { code?: unknown; constraint?: unknown } = error.driverError;
  return cause.code === UNIQUE_VIOLATION && typeof cause.constraint === 'string' ? cause.constraint : undefined;
}
