import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { findPostgres } from './postgres-binaries.js';
import { PostgresCluster } from './postgres-cluster.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases can be made, or null when there is no PostgreSQL. */
    postgresUrl: string | null;
  }
}

/** Builds the server that some tests run as a process of its own, and finds or starts a PostgreSQL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  build();
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    console.log('PostgreSQL for the tests: TEST_DATABASE_URL');
    project.provide('postgresUrl', given);
    return async () => undefined;
  }
  const binaries = findPostgres();
  if (!binaries) {
    console.warn('PostgreSQL for the tests: none given, found or brought by npm. Its tests are SKIPPED.');
    project.provide('postgresUrl', null);
    return async () => undefined;
  }
  const cluster = await PostgresCluster.start(binaries);
  console.log(`PostgreSQL for the tests: ${binaries.description}, on a throwaway cluster`);
  project.provide('postgresUrl', cluster.url);
  return () => cluster.stop();
}

function build(): void {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const compiler = join(
    dirname(createRequire(join(root, 'package.json')).resolve('typescript/package.json')),
    'bin/tsc',
  );
  execFileSync(process.execPath, [compiler, '-b', 'apps/api', 'packages/test-footage'], {
    cwd: root,
    stdio: 'inherit',
  });
}
