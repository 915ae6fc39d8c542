import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { tryDowngradeLock, tryLock } from 'fs-native-extensions';
import { ensurePrivateFolder, writeDurably } from '../common/files/durable-files.js';
import { StartUpError } from '../common/start-up-error.js';

/** Another process that starts at the same time shares the folder when its models are loaded. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;
/** With less a sign-up with its pictures may find no room. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;
/** More than a file system keeps beside the name of a file. */
const PROBE_BYTES = 64 * 1024;
/** A disk that took the probe is asked again only then: it wears. */
const TRUSTED_MS = 2000;

/** By this process so far: each looks with a file of its own. */
let opened = 0;

/**
 * The data folder, held by this process with a lock of the kernel that dies with the process, however it dies.
 * The embedded database needs the folder for itself; beside a PostgreSQL server several processes can share it.
 */
export class DataFolder {
  private readonly probe = `facegate.probe.${process.pid}.${(opened += 1)}`;
  private triedOutAtMs = Number.NEGATIVE_INFINITY;

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

  /** Whether there is room, and what is written gets to the disk. @throws Error */
  async tryOut(): Promise<void> {
    const { bavail, bsize } = await statfs(this.path);
    const freeBytes = bavail * bsize;
    if (freeBytes < LEAST_FREE_BYTES) throw new Error(`the disk has ${Math.floor(freeBytes / 1024)} kB left`);
    if (performance.now() - this.triedOutAtMs < TRUSTED_MS) return;
    const path = join(this.path, this.probe);
    await rm(path, { force: true });
    try {
      await writeDurably(path, randomBytes(PROBE_BYTES));
    } finally {
      await rm(path, { force: true });
    }
    this.triedOutAtMs = performance.now();
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
