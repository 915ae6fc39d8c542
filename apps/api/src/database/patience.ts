import { AsyncLocalStorage } from 'node:async_hooks';

/** How long the database may take, in milliseconds. */
export interface Patience {
  /** For one statement, the wait for its locks included. */
  statementMs: number;
  /** For one lock. */
  lockMs: number;
}

/** A person waits for the answer. */
const OF_A_REQUEST: Patience = { statementMs: 5000, lockMs: 4000 };
/** Nobody waits: clean-up, commands of the operator, the index when the server starts. */
const OF_A_JOB: Patience = { statementMs: 120_000, lockMs: 60_000 };

/** Rows of years may be rewritten; but not behind somebody who holds a table and does not let go. */
const OF_A_MIGRATION: Patience = { statementMs: 3_600_000, lockMs: 60_000 };

const patience = new AsyncLocalStorage<Patience>();

/** Runs `work`, whose statements may take as long as those of a job. */
export function patiently<T>(work: () => T): T {
  return patience.run(OF_A_JOB, work);
}

/** Runs `work`, whose statements may take as long as those of a migration. */
export function asMigration<T>(work: () => T): T {
  return patience.run(OF_A_MIGRATION, work);
}

export function currentPatience(): Patience {
  return patience.getStore() ?? OF_A_REQUEST;
}
