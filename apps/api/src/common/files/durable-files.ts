import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DeadlinePassed, within } from '../deadline.js';
import { errorCodeOf } from '../error-code.js';

/** A disk that took longer for one file hangs, as one on a network does. */
const DISK_MS = 10_000;

/** Folder that only the server's own account can enter. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** The whole file. @throws DeadlinePassed */
export function readWhole(path: string): Promise<Buffer> {
  return within(DISK_MS, 'reading a file', readFile(path));
}

/** Writes a new file (0600) and returns when its bytes are on the disk. Fails if the file exists. @throws DeadlinePassed */
export function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  return within(DISK_MS, 'writing a file', writeAndSync(path, bytes));
}

async function writeAndSync(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the names in a folder durable: without it a rename can be lost with the power. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for this and does not need it.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * The file appears whole or not at all, whenever the process is killed.
 * @throws DeadlinePassed: then it may still appear
 */
export function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  return within(DISK_MS, 'replacing a file', replaceWhole(path, bytes));
}

async function replaceWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.${randomUUID()}.draft`);
  try {
    await writeAndSync(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** https://man7.org/linux/man-pages/man3/errno.3.html: full, over its quota, read-only, broken, out of handles, closed to us. */
const UNFIT_DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'EACCES', 'EPERM', 'ESTALE']);
const FILE_CALLS = new Set([
  'open',
  'read',
  'write',
  'fsync',
  'mkdir',
  'rename',
  'unlink',
  'rm',
  'scandir',
  'stat',
  'access',
]);

/** Whether a file-system call failed for what the disk or its settings are, not for what was asked of it. */
export function isUnfitDisk(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (UNFIT_DISK.has(code ?? '') && FILE_CALLS.has(syscall ?? '')) return true;
  return error instanceof DeadlinePassed || (error.cause !== undefined && isUnfitDisk(error.cause));
}

/** Whether a file-system call failed because there is nothing at the path. */
export function isMissing(error: unknown): boolean {
  return errorCodeOf(error) === 'ENOENT';
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
