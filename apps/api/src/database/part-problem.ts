import { isUnfitDisk } from '../common/files/durable-files.js';
import { ProblemError } from '../common/problem-error.js';
import { isConnectionFault, isUnfitDatabase } from './connection-fault.js';

const RETRY_AFTER_SECONDS = 5;

/** `NOT_READY` for an error that means that a part of the server is away or unfit: database, disk; undefined for any other. */
export function partProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return undefined;
  if (isConnectionFault(error)) return notReady('The server cannot reach its database.', error);
  if (isUnfitDatabase(error)) return notReady('The database of the server cannot do its work.', error);
  if (isUnfitDisk(error)) return notReady('The server cannot use its disk.', error);
  return undefined;
}

function notReady(sentence: string, cause: unknown): ProblemError {
  return new ProblemError('NOT_READY', `${sentence} Please try again in a moment.`, {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    cause,
  });
}
