import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, describe, inject } from 'vitest';

/** Settings that make a server use the database under test. */
export type DatabaseSettings = Record<string, string>;

export interface TestDatabase {
  kind: 'PGlite' | 'PostgreSQL';
  /** A new, empty database, dropped after the tests of the block. */
  create: () => Promise<DatabaseSettings>;
}

/**
 * The same tests on PGlite and on PostgreSQL. Without a PostgreSQL the latter are skipped, and counted as such.
 */
export function describeOnEachDatabase(name: string, tests: (database: TestDatabase) => void): void {
  // PGlite lives inside the data folder, which is new for every server.
  describe(`${name}, on PGlite`, () => {
    tests({ kind: 'PGlite', create: () => Promise.resolve({}) });
  });
  describeOnPostgres(name, tests);
}

/** For what only a database server can show. */
export function describeOnPostgres(name: string, tests: (database: TestDatabase) => void): void {
  const postgresUrl = inject('postgresUrl');
  describe.skipIf(postgresUrl === null)(`${name}, on PostgreSQL`, () => {
    const made: string[] = [];
    // The first to be said is the last to be done: after the tests have ended their servers.
    afterAll(async () => {
      for (const database of made) await administrate(`DROP DATABASE ${database} WITH (FORCE)`);
    });
    tests({
      kind: 'PostgreSQL',
      create: async () => {
        const database = `facegate_test_${randomUUID().replaceAll('-', '')}`;
        await administrate(`CREATE DATABASE ${database}`);
        made.push(database);
        const url = new URL(postgresUrl!);
        url.pathname = `/${database}`;
        return { DATABASE_URL: url.href };
      },
    });
  });
}

async function administrate(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl')! });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
