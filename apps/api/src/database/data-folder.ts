import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { tryDowngradeLock, tryLock, waitForLock } from 'fs-native-extensions';
import { ensurePrivateFolder } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';

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

  /** @throws StartUpError when another process holds it. */
  static async open(path: string, use: 'alone' | 'shared'): Promise<DataFolder> {
    await ensurePrivateFolder(path);
    const lock = await open(join(path, 'facegate.lock'), 'a+', 0o600);
    if (tryLock(lock.fd)) return new DataFolder(path, lock, true, use);
    if (use === 'shared') {
      // Whoever has it alone is only starting, or is a server with an embedded database that has to be stopped first.
      await waitForLock(lock.fd, { shared: true });
      return new DataFolder(path, lock, false, use);
    }
    await lock.close();
    throw new StartUpError(
      `Another Facegate process is using the data folder ${path}: stop it, or set FACEGATE_DATA_DIR to another folder.`,
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
