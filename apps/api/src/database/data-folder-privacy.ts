import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { AppConfig } from '../config/app-config.js';
import { ensurePrivateFolder } from '../common/files/durable-files.js';
import { fileFault, whoRuns } from '../common/files/file-fault.js';
import { StartUpError } from '../common/start-up-error.js';

/** Permission bits of everybody but the owner. */
const OTHERS = 0o077;
const WRITE_OF_ALL = 0o002;
const WRITE_OF_GROUP = 0o020;
const STICKY = 0o1000;
const ROOT = 0;

/** What the server itself puts into the folder. Nothing else in it is touched. */
const OWN_ENTRIES = ['audit', 'db', 'faces', 'facegate.lock', 'keys', 'operator', 'outbox'];
/** Made by whoever made the file system. */
const OF_FILE_SYSTEM = 'lost+found';

/**
 * Makes the data folder, or takes one that is there, and sees to it that nobody but the owner gets in: it holds password hashes,
 * keys and the database's own files, and whoever can write those can sign in as anybody. What an earlier version, another umask
 * or a copy left open is closed: the folder, and what the server put directly into it.
 * @throws StartUpError when it belongs to somebody else, is used for other things, cannot be used, or cannot be closed in production
 */
export async function closeDataFolder(config: Pick<AppConfig, 'dataDir' | 'environment'>): Promise<void> {
  const { dataDir } = config;
  try {
    await ensurePrivateFolder(dataDir);
    if (process.platform === 'win32') return;
    const folder = await stat(dataDir);
    demandOwner(dataDir, folder);
    const names = await readdir(dataDir);
    const own = OWN_ENTRIES.filter((name) => names.includes(name));
    for (const name of own) await closeEntry(join(dataDir, name));
    if (!isOurs(folder) || (folder.mode & OTHERS) === 0) return;
    if ((folder.mode & STICKY) !== 0 || (own.length === 0 && names.some((name) => name !== OF_FILE_SYSTEM)))
      throw new StartUpError(
        `The folder ${dataDir} is open to others on this machine and used for other things. Set FACEGATE_DATA_DIR to a folder for Facegate alone, such as ${join(dataDir, 'facegate')}: the server makes it.`,
      );
    await closeFolder(config, folder.mode);
  } catch (cause) {
    const sentence = fileFault(cause);
    if (sentence === undefined) throw cause;
    throw new StartUpError(`The data folder cannot be used: ${sentence}`, { cause });
  }
}

function isOurs({ uid }: Stats): boolean {
  const user = process.geteuid?.();
  return uid === user || user === ROOT;
}

function demandOwner(path: string, folder: Stats): void {
  if (isOurs(folder)) {
    if (folder.uid !== process.geteuid?.())
      logger().warn(`The data folder ${path} belongs to user ${folder.uid}, who can read all of it.`);
    return;
  }
  if (folder.uid !== ROOT)
    throw new StartUpError(
      `The data folder ${path} belongs to user ${folder.uid}, and Facegate runs as ${whoRuns()}. Run it as that user, give the folder to this one (chown -R), or set FACEGATE_DATA_DIR to another folder.`,
    );
  // A volume that is mounted for a container belongs to root, and lets the container in by its group.
  const ours = new Set([process.getegid?.(), ...(process.getgroups?.() ?? [])]);
  const writable =
    (folder.mode & WRITE_OF_ALL) !== 0 || ((folder.mode & WRITE_OF_GROUP) !== 0 && !ours.has(folder.gid));
  if (writable && (folder.mode & STICKY) === 0)
    throw new StartUpError(
      `The data folder ${path} belongs to root, and other users can write to it (mode ${octal(folder.mode)}). Set FACEGATE_DATA_DIR to a folder inside it, such as ${join(path, 'facegate')}: the server makes that for itself alone.`,
    );
}

async function closeEntry(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return;
  if (!isOurs(entry))
    throw new StartUpError(
      `${path} belongs to user ${entry.uid}, and Facegate runs as ${whoRuns()}. Run it always as the same user, or give the data folder to this one: chown -R.`,
    );
  if ((entry.mode & OTHERS) !== 0) await chmod(path, entry.mode & 0o7777 & ~OTHERS);
}

async function closeFolder({ dataDir, environment }: Pick<AppConfig, 'dataDir' | 'environment'>, mode: number) {
  await chmod(dataDir, mode & 0o7777 & ~OTHERS);
  const after = (await stat(dataDir)).mode;
  if ((after & OTHERS) === 0) {
    logger().warn(
      `Others on this machine could enter the data folder ${dataDir} (mode ${octal(mode)}): it is closed to them now (${octal(after)}).`,
    );
    return;
  }
  const open = `Others on this machine can enter the data folder ${dataDir} (mode ${octal(after)}), and its file system does not let that be changed: put it on one that keeps permissions, or mount it with a umask of 077.`;
  if (environment === 'production') throw new StartUpError(open);
  logger().warn(open);
}

function octal(mode: number): string {
  return (mode & 0o7777).toString(8);
}

function logger(): Logger {
  return new Logger('DataFolder');
}
