import { userInfo } from 'node:os';
import { errorCodeOf } from '../error-code.js';

/** An error of a call to the system: https://nodejs.org/api/errors.html#class-systemerror */
interface SystemFault extends Error {
  code: string;
  path?: string;
  /** Of a socket. */
  address?: string;
}

/** What the operator can do about a file or folder that the server cannot use; undefined for any other error. */
export function fileFault(error: unknown): string | undefined {
  if (!isSystemFault(error)) return undefined;
  const { code, path = error.address } = error;
  if (path === undefined) return undefined;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be used by ${whoRuns()}. Run Facegate as the user that owns it, or give it to this one: chown -R.`;
    case 'EROFS':
      return `${path} cannot be written: its file system is read-only. Mount it for writing, or set FACEGATE_DATA_DIR to another folder.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `${path} cannot be written: the disk is full. Make room, then start again.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} cannot be a folder: there is a file of that name on the way. Move it, or set FACEGATE_DATA_DIR to another folder.`;
    case 'EISDIR':
      return `${path} is a folder, where a file is expected. Move it away.`;
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return `${path} is no path that the system can follow. Set FACEGATE_DATA_DIR to another folder.`;
    case 'EMFILE':
    case 'ENFILE':
      return `${path} cannot be opened: too many files are open. Raise the limit (ulimit -n), then start again.`;
    default:
      return undefined;
  }
}

/** For messages: `user anna (1000)`. */
export function whoRuns(): string {
  const uid = process.geteuid?.();
  if (uid === undefined) return 'this user';
  try {
    const { username, uid: known } = userInfo();
    if (known === uid) return `user ${username} (${uid})`;
  } catch {
    // A container can run as a number that has no name.
  }
  return `user ${uid}`;
}

function isSystemFault(error: unknown): error is SystemFault {
  return errorCodeOf(error) !== undefined;
}
