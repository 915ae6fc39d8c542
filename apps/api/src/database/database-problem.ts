import { ProblemError } from '../common/problem-error.js';
import { isConnectionFault } from './connection-fault.js';

const RETRY_AFTER_SECONDS = 5;

/** `NOT_READY` for an error that means that the database is away; undefined for any other. */
export function databaseProblem(error: unknown): ProblemError | undefined {
  if (!isConnectionFault(error)) return undefined;
  return new ProblemError('NOT_READY', 'The server cannot reach its database. Please try again in a moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause: error,
  });
}
