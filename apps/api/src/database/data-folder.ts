import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { tryDowngradeLock, tryLock } from 'fs-native-extensions';
import { ensurePrivateFolder } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';

/** Another process that starts at the same time shares the folder when its models are loaded. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * The data folder, held by this process with a lock of the kernel that dies with the process, however it dies.
 * The embedded database needs the folder for itself; beside a PostgreSQL server several processes can share it.
 */
export class DataFolder {
  private constructor(
    readonly path: string,
    private readonly lock: FileHandle,
    /** No other process was using the folder when this one came: what lies about half done is nobody's work. */
    readonly first: boolean,
    private readonly use: 'alone' | 'shared',
  ) {}

  /**
   * @param patienceMs how long to wait, beside a PostgreSQL server, for whoever has the folder alone
   * @throws StartUpError when another process holds it
   */
  static async open(path: string, use: 'alone' | 'shared', patienceMs = PATIENCE_MS): Promise<DataFolder> {
    await ensurePrivateFolder(path);
    const lock = await open(join(path, 'facegate.lock'), 'a+', 0o600);
    if (tryLock(lock.fd)) return new DataFolder(path, lock, true, use);
    if (use === 'shared' && (await waitForShare(path, lock, patienceMs))) return new DataFolder(path, lock, false, use);
    await lock.close();
    throw new StartUpError(
      use === 'alone'
        ? `Another Facegate process is using the data folder ${path}: stop it, or set FACEGATE_DATA_DIR to another folder.`
        : `Another Facegate process has the data folder ${path} for itself, most likely one with an embedded database: stop it, or set FACEGATE_DATA_DIR to another folder.`,
    );
  }

  /** Start-up is done: lets in other processes that share the folder. */
  share(): void {
    if (this.first && this.use === 'shared') tryDowngradeLock(this.lock.fd);
  }

  async close(): Promise<void> {
    await this.lock.close();
  }
}

/** Whoever has it alone is only starting, or is a server with an embedded database, which will not let go. */
async function waitForShare(path: string, lock: FileHandle, patienceMs: number): Promise<boolean> {
  if (tryLock(lock.fd, { shared: true })) return true;
  new Logger(DataFolder.name).log(`Waiting for the process that has the data folder ${path} for itself`);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
    if (tryLock(lock.fd, { shared: true })) return true;
  }
  return false;
}
